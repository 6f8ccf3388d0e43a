// What the book keeps about itself: settings, closed months, keys of events done, files read in.

package import Columns
package import Values

package struct ChangeSetting: Sendable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        var draft = Draft()
        let name = Int64(store.intern(name))
        let value = Int64(store.intern(value))
        if let row = store.rows(Settings.table, where: Settings.name, is: name).first {
            draft.update(Settings.table, row, Settings.value, to: value, in: store)
        } else {
            draft.insert(Settings.schema, [(Settings.name, name), (Settings.value, value)], in: store)
        }
        return draft.changes
    }

    /// A setting's value; nil where it was never set.
    package static func value(of name: String, in store: Store) -> String? {
        guard let code = store.texts.code(of: name),
            let row = store.rows(Settings.table, where: Settings.name, is: Int64(code)).first,
            let value = store.cell(Settings.table, row, Settings.value).rowNumber
        else { return nil }
        return store.texts.string(value)
    }
}

package struct CloseMonth: Sendable {
    /// Any day of the month.
    package var month: Day
    package var on: Day

    package init(month: Day, on: Day) {
        self.month = month
        self.on = on
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        guard let first = Day(year: month.year, month: month.month, day: 1) else { throw .dayOutOfRange }
        try Draft.check(open: first, in: store)
        var draft = Draft()
        draft.insert(ClosedMonths.schema, [(ClosedMonths.month, first.lane), (ClosedMonths.closedOn, on.lane)], in: store)
        return draft.changes
    }
}

package struct ReopenMonth: Sendable {
    package var month: Day
    package var on: Day
    package var reason: String

    package init(month: Day, on: Day, reason: String) {
        self.month = month
        self.on = on
        self.reason = reason
    }

    /// Changes nothing where the month is open.
    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        guard let first = Day(year: month.year, month: month.month, day: 1) else { throw .dayOutOfRange }
        var draft = Draft()
        for row in store.live(ClosedMonths.table).rows()
        where store.cell(ClosedMonths.table, row, ClosedMonths.month) == first.lane
            && store.cell(ClosedMonths.table, row, ClosedMonths.reopenedOn) == Lane.null {
            draft.update(ClosedMonths.table, row, ClosedMonths.reopenedOn, to: on.lane, in: store)
            draft.update(ClosedMonths.table, row, ClosedMonths.reason, to: Draft.text(reason, in: &store), in: store)
        }
        return draft.changes
    }
}

/// A business event that must not be done twice.
package struct RecordKey: Sendable {
    package var key: String
    package var group: Int64
    package var digest: Int64

    package init(key: String, group: Int64, digest: Int64) {
        self.key = key
        self.group = group
        self.digest = digest
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        var draft = Draft()
        draft.insert(Keys.schema, [(Keys.key, Int64(store.intern(key))), (Keys.group, group), (Keys.digest, digest)], in: store)
        return draft.changes
    }

    /// The change that an event was done by, and what was asked then.
    package static func find(_ key: String, in store: Store) -> (group: Int64, digest: Int64)? {
        guard let code = store.texts.code(of: key),
            let row = store.rows(Keys.table, where: Keys.key, is: Int64(code)).first
        else { return nil }
        return (store.cell(Keys.table, row, Keys.group), store.cell(Keys.table, row, Keys.digest))
    }
}

package struct RecordImport: Sendable {
    package var key: String
    package var digest: Int64
    package var day: Day
    package var source: String?
    package var rows: Int64

    package init(key: String, digest: Int64, day: Day, source: String?, rows: Int64) {
        self.key = key
        self.digest = digest
        self.day = day
        self.source = source
        self.rows = rows
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        var draft = Draft()
        let cells: [(column: Int, lane: Int64)] = [
            (Imports.key, Int64(store.intern(key))), (Imports.digest, digest), (Imports.day, day.lane),
            (Imports.source, Draft.text(source, in: &store)), (Imports.rows, rows),
        ]
        draft.insert(Imports.schema, cells, in: store)
        return draft.changes
    }

    /// The digest an import of this key had.
    package static func digest(of key: String, in store: Store) -> Int64? {
        guard let code = store.texts.code(of: key),
            let row = store.rows(Imports.table, where: Imports.key, is: Int64(code)).first
        else { return nil }
        return store.cell(Imports.table, row, Imports.digest)
    }
}

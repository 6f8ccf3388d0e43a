// Doing a deed: the question before it, its key, its change of the store in memory. Keeping it is the run's business.
import Columns
import Diagnostics
import Values

extension Session {
    /// Does what an action worked out, and gives its result.
    func perform(_ deed: Deed, _ stage: Stage, line: () -> String) throws(Diagnostic) -> Flow {
        let asked = deed.isDone ? true : try confirmed(deed, stage)
        if hypotheses > 0 {
            if let preview = deed.preview { previews(preview) }
            for says in told(deed) { answers("would: \(says)") }
            if deed.count == 0, deed.says.isEmpty { answers("would: no records, so nothing is changed") }
            try apply(deed.changes, stage.call.span)
            return deed.result
        }
        if !asked, deed.count > 1 || stage.verb.consequence == .reachesPerson {
            try ask(deed, stage)
        }
        var changes = deed.changes
        let told = told(deed)
        if let key = try key(stage) {
            let kept = KeyLedger.Kept(content: KeyLedger.digest(deed.meaning ?? stage.fingerprint(context)), says: told)
            if let before = keys?.find(context.world.store, key) {
                guard before.content == kept.content else { throw .otherContent(key, deed.meaning != nil, stage.span(ActionLabels.key)) }
                for says in before.says { say(says) }
                say("done before under the key \"\(key)\": nothing was changed")
                return .nothing
            }
            if let keys { changes.effects += keys.keep(&context.world.store, key, kept) }
            group.key = key
        }
        try apply(changes, stage.call.span)
        if deed.undoes > 0 { group.undoes = deed.undoes }
        for says in told { say(says) }
        if deed.count == 0, told.isEmpty { say("no records, so nothing was changed") }
        if !changes.isEmpty { group.lines.append(line()) }
        group.departures += deed.afterwards
        return deed.result
    }

    /// In a script at once, since its transaction is long; otherwise when it is kept. What a `try` may take back is not
    /// said before it has gone well.
    private func say(_ line: String) {
        if saysAtOnce { answers(line) } else { group.says.append(line) }
    }

    /// Of an act on many records the first are told, and how many more there are, unless a program reads it.
    private func told(_ deed: Deed) -> [String] {
        guard !tellsAll, deed.each.count > Self.mostTold else { return deed.each.flatMap { $0 } + deed.says }
        whole = deed.each.flatMap { $0 } + deed.says
        let more = "and \(deed.each.count - Self.firstTold) more" + (mode == .prompt ? ": `last` lists them all" : "")
        return deed.each.prefix(Self.firstTold).flatMap { $0 } + [more] + deed.says
    }

    private static var firstTold: Int { 10 }
    /// A remainder of one or two is told as well.
    private static var mostTold: Int { 12 }

    var saysAtOnce: Bool { attempts == 0 && (mode == .script || group.isOpen) }

    private func apply(_ changes: ChangeSet, _ span: Span) throws(Diagnostic) {
        if changes.isEmpty { return }
        if !group.isSingle, group.before == nil { group.before = context.world.store }
        context.keptWork.drop()
        do throws(StoreFault) {
            let inverse = try context.world.store.apply(changes)
            if group.isSingle { group.inverse = inverse }
        } catch {
            throw .refused(error, context.world.store.catalog, span)
        }
        if group.changes.isEmpty { group.changes = changes.effects } else { group.changes += changes.effects }
    }

    // MARK: confirm

    /// Whether `confirm` stands there and its count is met.
    private func confirmed(_ deed: Deed, _ stage: Stage) throws(Diagnostic) -> Bool {
        guard case .items(let given)? = stage.call.argument(ActionLabels.confirm), let item = given.items.first
        else { return false }
        let (value, span) = (try item.value(context), given.span)
        let low: Int64?
        let high: Int64?
        switch value {
        case .number(let number): (low, high) = (number.whole, number.whole)
        case .range(.number(let first)?, .number(let last)?): (low, high) = (first.whole, last.whole)
        case .null, .flag, .money, .percent, .day, .period, .time, .moment, .duration, .range, .word, .id, .text,
            .list, .record:
            (low, high) = (nil, nil)
        }
        guard let low, let high else {
            throw .wrongType("confirm", "a count or a range", ExpressionType(of: value).name, span)
        }
        guard low <= Int64(deed.count), Int64(deed.count) <= high else { throw .otherCount(deed.count, low, high, span) }
        return true
    }

    private func ask(_ deed: Deed, _ stage: Stage) throws(Diagnostic) {
        guard mode == .prompt, let asks = context.asks else {
            throw .mustConfirm(stage.verb.name, deed.count, stage.call.headSpan)
        }
        if let preview = deed.preview { previews(preview) }
        guard asks("\(stage.verb.name): \(counted(deed.count, "record")). Go ahead?") else {
            throw .declined(stage.verb.name, stage.call.headSpan)
        }
    }

    private func key(_ stage: Stage) throws(Diagnostic) -> String? {
        guard case .items(let given)? = stage.call.argument(ActionLabels.key), let item = given.items.first
        else { return nil }
        let value = try item.value(context)
        guard let text = value.spelling, !text.isEmpty else {
            throw .wrongType("key", "text", ExpressionType(of: value).name, given.span)
        }
        return text
    }
}

extension Stage {
    func span(_ parameter: Parameter) -> Span {
        guard let place = call.parameters.firstIndex(where: { $0.name == parameter.name }) else { return call.span }
        return call.spans[place]
    }

    /// What the act was asked to do, by the values of its arguments: the same key must mean the same.
    fileprivate func fingerprint(_ context: Context) -> String {
        var text = verb.name
        for (parameter, argument) in zip(call.parameters, call.arguments) {
            guard parameter.name != ActionLabels.key.name, parameter.name != ActionLabels.confirm.name,
                case .items(let given)? = argument
            else { continue }
            text += " \(parameter.name)="
            for item in given.items { text += ((try? item.value(context))?.description ?? "") + "," }
        }
        return text
    }
}

extension Diagnostic {
    static let confirmMissingCode = "act.confirm-missing"
    static let confirmDiffersCode = "act.confirm-differs"

    fileprivate static func mustConfirm(_ verb: String, _ count: Int, _ span: Span) -> Diagnostic {
        Diagnostic(
            confirmMissingCode,
            "'\(verb)' acts on \(counted(count, "record")), and nobody can be asked here", at: span,
            hint: "say how many you expect: … confirm \(count)" + (count > 1 ? ", or confirm 1..\(count)" : ""))
    }

    fileprivate static func otherCount(_ count: Int, _ low: Int64, _ high: Int64, _ span: Span) -> Diagnostic {
        let expected = low == high ? counted(low, "record") : "\(low) to \(counted(high, "record"))"
        return Diagnostic(
            confirmDiffersCode,
            "\(expected) \(low == high && low == 1 ? "was" : "were") expected, but there \(count == 1 ? "is" : "are") \(count): nothing was changed",
            at: span)
    }

    fileprivate static func declined(_ verb: String, _ span: Span) -> Diagnostic {
        Diagnostic(confirmMissingCode, "'\(verb)' was not confirmed: nothing was changed", at: span)
    }

    fileprivate static func otherContent(_ key: String, _ readsAFile: Bool, _ span: Span) -> Diagnostic {
        Diagnostic(
            "act.key-reused", "the key \"\(key)\" was used before for something else: nothing was changed", at: span,
            hint: readsAFile ? "it stands for a file as it was read then; take back that change, or take another key" : nil)
    }

    fileprivate static func refused(_ fault: StoreFault, _ catalog: Catalog, _ span: Span) -> Diagnostic {
        var name = "the book"
        var why = "the change does not fit it"
        var hint: String?
        func table(_ id: TableID) -> String { catalog.table(id)?.name ?? "the book" }
        switch fault {
        case .duplicateID(let id, _, _): (name, why) = (table(id), "an id is there already")
        case .referenced(let id, _, let by, _): (name, why) = (table(id), "\(table(by)) still refer to it")
        case .dangling(let id, _, _): (name, why) = (table(id), "it refers to a record that is not there")
        case .notLive(let id, _), .unknownRow(let id, _): (name, why) = (table(id), "the record is not there any more")
        case .differs(let id, _, _): (name, why) = (table(id), "the record was changed since")
        case .overflow(let id, _, _): (name, why) = (table(id), "a sum would be larger than can be kept")
        case .damaged(let id, _, _):
            (name, why) = (table(id), "a part of the book's file is damaged")
            hint = "check book tells what can be saved"
        case .null(let id, _, _): (name, why) = (table(id), "a value that must be there is missing")
        case .outOfRange(let id, _, _): (name, why) = (table(id), "a value is larger than can be kept")
        case .full: why = "it is full"
        case .unknownTable, .unknownColumn, .occupied, .gap, .shape, .catalog: break
        }
        return Diagnostic("act.refused", "\(name) cannot take this: \(why)", at: span, hint: hint)
    }
}

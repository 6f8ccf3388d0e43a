// Work is kept while the book stays as it is, for the days asked about last, and no longer.
import Columns
import Diagnostics
import Interpreter
import Testing
import Values

@Suite struct KeptWorkTests {
    private final class Work { var isSound = true }

    private struct Desk {
        let kept: KeptWork
        var store: Store
        init() throws {
            store = try Store(catalog: Toy.catalog)
            kept = Context(world: World(store: store, today: .first, now: Moment(day: .first))).keptWork
        }

        func ask(_ asOf: Int? = nil, today: Int = 1, name: String = "view") throws -> Work {
            try kept.work(
                name, on: store, today: Day(clamping: Int64(today)), asOf: asOf.map { Day(clamping: Int64($0)) },
                isSound: { $0.isSound }, { () throws(Diagnostic) in Work() })
        }

        mutating func change() throws {
            let cells = [store.key(for: "D-1").bits, Int64(store.intern("Acme")), Int64(store.intern("company"))]
            _ = try store.apply(ChangeSet([.insert(Toy.debtors, row: 0, cells: cells)]))
        }
    }

    @Test func theSameQuestionGetsTheSameWork() throws {
        let desk = try Desk()
        let (today, then) = (try desk.ask(), try desk.ask(9))
        #expect(try desk.ask() === today)
        #expect(try desk.ask(9) === then)
        #expect(today !== then)
        #expect(try desk.ask(today: 2) !== today)
    }

    @Test func anotherNameIsOtherWork() throws {
        let desk = try Desk()
        let one = try desk.ask()
        #expect(try desk.ask(name: "other") !== one)
        #expect(try desk.ask() === one)
    }

    @Test func aChangeOfTheBookEndsIt() throws {
        var desk = try Desk()
        let before = try desk.ask()
        let copy = desk.store
        try desk.change()
        let after = try desk.ask()
        #expect(after !== before)
        #expect(try desk.ask() === after)
        desk.store = copy
        #expect(try desk.ask() !== before)
    }

    @Test func twoDaysAreKeptAndTheOldestGoes() throws {
        let desk = try Desk()
        let (first, second) = (try desk.ask(1), try desk.ask(2))
        let third = try desk.ask(3)
        #expect(try desk.ask(2) === second)
        #expect(try desk.ask(3) === third)
        #expect(try desk.ask(1) !== first)
    }

    @Test func workThatIsNoLongerSoundTakesThatOfItsDayAlong() throws {
        let desk = try Desk()
        let (view, other, then) = (try desk.ask(), try desk.ask(name: "other"), try desk.ask(9))
        view.isSound = false
        #expect(try desk.ask(9) === then)
        #expect(try desk.ask(name: "other") !== other)
        #expect(try desk.ask() !== view)
    }

    @Test func droppedWorkIsLetGo() throws {
        let desk = try Desk()
        weak var work: Work?
        do {
            let made = try desk.ask()
            work = made
        }
        #expect(work != nil)
        desk.kept.drop()
        #expect(work == nil)
    }
}

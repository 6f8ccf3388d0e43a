// Work is kept while the book stays as it is, for the days asked about last, and no longer.
import Columns
import Interpreter
import Testing
import Values

@Suite struct KeptWorkTests {
    private final class Work {}

    private struct Desk {
        let kept: KeptWork
        var store: Store
        init() throws {
            store = try Store(catalog: Toy.catalog)
            kept = Context(world: World(store: store, today: .first, now: Moment(day: .first))).keptWork
        }

        func ask(_ asOf: Int? = nil, today: Int = 1, isSound: Bool = true, name: String = "view") -> Work {
            kept.work(
                name, on: store, today: Day(clamping: Int64(today)), asOf: asOf.map { Day(clamping: Int64($0)) },
                isSound: { _ in isSound }, { Work() })
        }

        mutating func change() throws {
            let cells = [store.key(for: "D-1").bits, Int64(store.intern("Acme")), Int64(store.intern("company"))]
            _ = try store.apply(ChangeSet([.insert(Toy.debtors, row: 0, cells: cells)]))
        }
    }

    @Test func theSameQuestionGetsTheSameWork() throws {
        let desk = try Desk()
        let (today, then) = (desk.ask(), desk.ask(9))
        #expect(desk.ask() === today && desk.ask(9) === then && today !== then)
        #expect(desk.ask(today: 2) !== today)
    }

    @Test func anotherNameIsOtherWork() throws {
        let desk = try Desk()
        let one = desk.ask()
        #expect(desk.ask(name: "other") !== one)
        #expect(desk.ask() === one)
    }

    @Test func aChangeOfTheBookEndsIt() throws {
        var desk = try Desk()
        let before = desk.ask()
        let copy = desk.store
        try desk.change()
        let after = desk.ask()
        #expect(after !== before && desk.ask() === after)
        desk.store = copy
        #expect(desk.ask() !== before)
    }

    @Test func twoDaysAreKeptAndTheOldestGoes() throws {
        let desk = try Desk()
        let (first, second) = (desk.ask(1), desk.ask(2))
        let third = desk.ask(3)
        #expect(desk.ask(2) === second && desk.ask(3) === third)
        #expect(desk.ask(1) !== first)
    }

    @Test func workThatIsNoLongerSoundIsMadeAnew() throws {
        let desk = try Desk()
        let first = desk.ask()
        let second = desk.ask(isSound: false)
        #expect(second !== first && desk.ask() === second)
    }

    @Test func droppedWorkIsLetGo() throws {
        let desk = try Desk()
        weak var work: Work?
        do {
            let made = desk.ask()
            work = made
        }
        #expect(work != nil)
        desk.kept.drop()
        #expect(work == nil)
    }
}

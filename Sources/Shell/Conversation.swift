// One book, one session, one printer: statements come in as sources, answers go out. The prompt, a stream, a script and a
// test all talk to this; none of them touches the session or the book itself.
import Builtins
import Columns
import Diagnostics
import Files
import Interpreter
import Syntax
import Terminal
import Values

final class Conversation {
    let session: Session
    let desk: BookDesk
    let printer: ResultPrinter
    let voice: Voice
    private let look: () -> Screen
    private let now: () -> Moment
    private let ticks: () -> UInt64
    /// What `set` changes for this session alone.
    let preferences = Preferences()
    /// Long results, at a prompt on a terminal.
    var paging: Paging?
    /// How far long work is.
    let progress: ProgressLine
    /// The keys as they are bound, where an editor can tell.
    var liveKeys: (() -> [KeyDescription])?
    /// What came of the configuration.
    var configured = ConfigurationOutcome.unread("scripts and streams read none unless --config names it")
    /// Where statements are remembered, where they are.
    var historyFile: () -> (path: String, count: Int, fault: String?)? = { nil }
    private var context: Context { session.context }

    init(
        _ invocation: Invocation, _ outside: Outside, mode: Session.Mode, desk: BookDesk, store: Store, progress: ProgressLine
    ) throws(ShellFault) {
        self.desk = desk
        let look = { outside.screen(invocation.colour) }
        self.look = look
        ticks = outside.ticks
        now = invocation.clock(outside)
        voice = Voice(out: outside.out, err: outside.err)
        let preferences = preferences
        printer = ResultPrinter(look: look, format: invocation.format, out: outside.out, preferences: preferences, rows: { preferences.rows })
        preferences.isTiming = invocation.timing
        self.progress = progress
        progress.isWanted = { preferences.progress }
        let start = now()
        var world = World(store: store, today: start.day, now: start, actor: outside.actor)
        world.roundingRule = { Rounding(of: $0) }
        world.exchangeRule = { ExchangeQuotes.all($0) }
        let context = Context(world: world)
        context.draws = Draws(seed: invocation.seed ?? outside.random())
        session = Session(registry: TradeLanguage.registry, context: context, mode: mode)
        session.isReadOnly = invocation.readOnly || desk.isDamaged
        session.isDry = invocation.isDry
        if case .export? = invocation.format { session.tellsAll = true }
        try lend(invocation, outside)
    }

    /// The closures through which the session reaches the outside.
    private func lend(_ invocation: Invocation, _ outside: Outside) throws(ShellFault) {
        let roots = try Library.roots(invocation, outside)
        context.surroundings = Surroundings(
            disk: outside.disk, roots: roots, base: try Library.base(roots, outside), history: desk.history,
            keeping: desk.keeping(context), settings: settings,
            doctor: { [unowned self] in
                Doctor(
                    outside: outside, colour: invocation.colour, configuration: Configuration.path(invocation, outside),
                    outcome: configured, history: historyFile()
                ).findings
            },
            drawsASCII: { [preferences, look] in preferences.drawing.isASCII(on: look()) })
        session.keys = desk.keys
        context.recalls = { [unowned self] moment, store throws(CommitFault) in try desk.recall(moment, &store) }
        context.isInterrupted = { [unowned self] in
            if progress.isWatching { progress.tick() }
            return Interrupt.isRaised
        }
        context.reports = { [progress] in progress.report($0) }
        voice.clears = { [progress] in progress.wipe() }
        context.says = { [voice] line in voice.tell(line) }
        context.prints = { [unowned self] flow in printer.print(flow, in: context) }
        session.answers = { [voice] line in voice.out.write(line: line) }
        session.previews = { [unowned self] relation in preview(relation) }
        session.committer = Committer { [unowned self] changes, entry throws(CommitFault) in
            try desk.commit(changes, entry, context.world.store, base: session.transactionBase)
        }
        session.loads = Library(outside, roots).loader
    }

    /// `set`, `settings` and completion see the preferences so.
    private var settings: SessionSettings {
        SessionSettings(
            all: { [preferences] in
                Preference.all.map {
                    SessionSettings.Setting(
                        $0.name, $0.read(preferences), standard: $0.standard, values: $0.values, $0.summary)
                }
            },
            set: { [preferences] name, value in Preference.all.first { $0.name == name }?.write(preferences, value) ?? false })
    }

    /// All settings, those of the book too, for the menu of the prompt.
    var settingWords: [SettingWord] {
        BookSetting.all.map { SettingWord(name: $0.name, summary: $0.summary, values: $0.values, standard: $0.standard) }
            + Preference.all.map { preference in
                SettingWord(
                    name: preference.name, summary: preference.summary,
                    values: preference.values.filter { $0 != SessionSettings.Setting.count }, standard: preference.standard)
            }
    }

    /// How a yes-or-no question is asked; without it nobody is.
    func ask(_ answer: @escaping (String) -> Bool) {
        context.asks = { [unowned self] question in
            desk.yield(context.world.store) { answer(question) }
        }
    }

    // MARK: one source

    /// Checks and runs a source; 0, or the exit code of what stopped it, which was told.
    func run(_ source: Source, arguments: ScriptArguments = ScriptArguments()) -> Int32 {
        timed { run(session.check(source, arguments: arguments)) }
    }

    /// As `run`, but nil where more text could make it right.
    func runIfWhole(_ source: Source) -> Int32? {
        timed {
            let checked = session.check(source)
            return checked.isIncomplete ? nil : run(checked)
        }
    }

    private func timed<Result>(_ body: () -> Result) -> Result {
        guard preferences.isTiming else { return body() }
        let began = ticks()
        let result = body()
        voice.tell("-- \(Self.milliseconds(ticks() &- began))")
        return result
    }

    func run(_ checked: Checked) -> Int32 {
        if !checked.problems.isEmpty {
            report(checked.problems)
            return checked.isMisgiven ? ExitCode.usage : SessionFault.Kind.check.exitCode
        }
        let moment = now()
        context.world.now = moment
        context.world.today = moment.day
        let isFree = !session.isTransactionOpen && !desk.isBatchOpen
        let holds = checked.mayChange && isFree && !session.isDry && !isBatching
        do throws(CommitFault) {
            if holds {
                try desk.hold(&context.world.store)
            } else if checked.mayChange, isFree, !session.isDry {
                try openBatch()
            } else if isFree, !isUpToDate {
                try desk.refresh(&context.world.store)
                isUpToDate = isBatching
            }
        } catch {
            complain(error)
            return error.kind.exitCode
        }
        Interrupt.clear()
        progress.begin()
        defer {
            progress.end()
            if holds { desk.letGo() }
            recover()
        }
        do throws(SessionFault) {
            try session.run(checked)
        } catch {
            if error.kind == .interrupted { Interrupt.clear() }
            report(error.diagnostic, in: error.source)
            tellTakenBack(session.takenBack, afterCommit: session.keptBefore)
            return error.kind.exitCode
        }
        return damage() ?? ExitCode.ok
    }

    // MARK: a batch of a stream

    /// Whether more statements are waiting, so that their changes may share a sync. Their answers are held until then.
    var isBatching = false {
        didSet {
            if !isBatching { closeBatch() }
            // A line that was not waiting before may have been sent after somebody else's change.
            if !oldValue { isUpToDate = false }
        }
    }
    /// Whether the book was looked at after the line that comes was read.
    private var isUpToDate = false
    private var batchBegan: UInt64 = 0
    /// Why a batch could not be kept; the stream ends with it.
    private(set) var batchFault: CommitFault?
    /// Others wait no longer than this for a stream, and nobody waits longer for an `ok`: 20 ms, 1 MB.
    private static let batchTime: UInt64 = 20_000_000
    private static let batchLimit = 1 << 20

    private func openBatch() throws(CommitFault) {
        // A book in memory has nothing to wait for.
        guard desk.file != nil else { return }
        try desk.openBatch(&context.world.store)
        batchBegan = ticks()
        voice.out.release = { [unowned self] in settle() }
    }

    /// Ends a batch that is long enough.
    func rest() {
        guard desk.isBatchOpen else { return }
        if desk.batchSize > Self.batchLimit || voice.out.count > Self.batchLimit || ticks() &- batchBegan > Self.batchTime {
            closeBatch()
        }
    }

    /// Lets go of the lock after a last sync.
    private func closeBatch() {
        guard desk.isBatchOpen else { return }
        settle()
        voice.out.release = nil
        desk.closeBatch()
        recover()
    }

    /// One sync for all that waits, and only then its answers. It may come in the middle of a statement that has a note to
    /// tell, so the lock stays.
    private func settle() {
        do throws(CommitFault) {
            try desk.sync()
            voice.out.flush()
        } catch {
            voice.out.forget()
            voice.out.release = nil
            batchFault = error
            complain(error)
        }
    }

    /// A damaged block reads as null, so what was printed from it must not be believed.
    private func damage() -> Int32? {
        let damage = context.world.store.damage
        guard let first = damage.places.first else { return nil }
        complain(
            CommitFault(
                .book, "the book is damaged (\(first)): figures above may be missing", hint: "check book tells what can be saved"))
        return SessionFault.Kind.book.exitCode
    }

    /// After a commit that failed, memory holds what the disk does not: it is read again.
    private func recover() {
        guard desk.mustReload else { return }
        rollBack()
        do throws(CommitFault) { try desk.reload(&context.world.store) } catch { complain(error) }
        // Their texts and rows were numbered by the store that is gone.
        for slot in context.variables.indices { context.variables[slot] = .nothing }
        context.last = .nothing
    }

    /// Ends the session: what was begun is rolled back, and a grown journal becomes a snapshot.
    func leave() {
        isBatching = false
        rollBack()
        progress.begin()
        defer { progress.end() }
        do throws(CommitFault) { try desk.leave(&context.world.store) } catch { complain(error) }
        voice.out.flush()
    }

    private func rollBack() {
        guard session.isTransactionOpen else { return }
        let acts = session.pendingActs
        session.abandon()
        voice.tell("the transaction that begin opened was not committed")
        tellTakenBack(acts)
    }

    // MARK: telling

    /// After lines that told what was done, which nobody else would know to be untrue.
    private func tellTakenBack(_ acts: Int, afterCommit: Bool = false) {
        guard acts > 0 else { return }
        let what = afterCommit ? "nothing was kept after the last commit" : "nothing was kept"
        voice.tell("\(what): \(counted(acts, "change")) \(acts == 1 ? "was" : "were") taken back")
    }

    private var renderer: DiagnosticRenderer {
        let screen = look()
        return DiagnosticRenderer(color: screen.coloursError, width: screen.width ?? 100)
    }

    func report(_ problems: [Problem]) {
        for problem in problems { report(problem.diagnostic, in: problem.source) }
    }

    private func report(_ diagnostic: Diagnostic, in source: Source) {
        voice.tell(text: renderer.render(diagnostic, in: source))
    }

    func complain(_ fault: CommitFault) {
        voice.tell(text: Complaint.text(fault.message, hint: fault.hint, colours: look().coloursError))
    }

    private func preview(_ relation: Relation) {
        let toError = ResultPrinter(look: look, format: .table, out: voice.err, preferences: preferences)
        voice.out.flush()
        toError.print(.rows(relation), in: context)
        voice.err.flush()
    }

    /// `3.214 ms`, `120.3 ms`: as exact as it can mean something.
    private static func milliseconds(_ nanoseconds: UInt64) -> String {
        let whole = nanoseconds / 1_000_000
        let part = String(1_000 + nanoseconds / 1_000 % 1_000).dropFirst()
        return "\(whole).\(whole < 10 ? part : part.prefix(1)) ms"
    }
}

/// An error that stands in no source.
enum Complaint {
    static func text(_ message: String, hint: String?, colours: Bool) -> String {
        let head = colours ? "\u{1B}[1;31merror:\u{1B}[0m" : "error:"
        return "\(head) \(message)\n" + (hint.map { "  hint: \($0)\n" } ?? "")
    }
}

extension Invocation {
    /// The clock of the run: the system's, or one that stands still at noon of `--today`.
    func clock(_ outside: Outside) -> () -> Moment {
        guard let today, let noon = Moment(epochMinutes: Int64(today.number) * 1440 + 720) else { return outside.now }
        return { noon }
    }
}

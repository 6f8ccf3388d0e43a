// Every verb of the language, by hand: stages first, then what changes the book, then commands. Adding one adds a file and
// a line here.
import Interpreter

enum Verbs {
    static let all: [Verb] = stages + actions + commands

    private static let stages: [Verb] = [
        Where.verb, Select.verb, Drop.verb, Derive.verb, Rename.verb, Sort.verb, Take.verb, Skip.verb, Distinct.verb,
        Count.verb, AggregateStages.sum, AggregateStages.average, AggregateStages.least, AggregateStages.greatest,
        AggregateStages.median, PercentileStage.verb, Summarise.verb, PivotStage.verb, LookupStage.verb, JoinStage.verb, UnionStage.verb,
        Sample.verb, CompareStage.verb, Age.verb, Describe.verb, As.verb, Save.verb,
    ]

    private static let actions: [Verb] = [
        AddDebtorVerb.verb, AddInvoiceVerb.verb, ReceiveVerb.verb, AllocateVerb.verb, MatchVerb.verb, ContactVerb.verb, PlanVerb.verb,
        AgreeVerb.verb, AddCaseVerb.verb, CompleteVerb.verb, SkipStepVerb.verb, AddPersonVerb.verb, EditVerb.verb,
        CreditVerb.verb, RefundVerb.verb, OffsetVerb.verb, ChargeVerb.verb, ChargeInterestVerb.verb, IssueVerb.verb, CorrectVerb.verb, MoveVerb.verb, AddRulesVerb.verb, AddExchangeVerb.verb, WaiveVerb.verb, WriteOffVerb.verb, ReverseVerb.verb, PromiseVerb.verb,
        HoldVerb.verb, ReleaseVerb.verb, DisputeVerb.verb, ResolveVerb.verb, CancelVerb.verb, StrikeVerb.verb,
        CloseVerb.verb, ReopenVerb.verb, SetVerb.verb, UndoVerb.verb, RedoVerb.verb,
    ] + ImportVerb.verbs

    private static let commands: [Verb] = [
        ShowVerb.verb, ExplainVerb.verb,
        CheckBookVerb.verb, BookInfoVerb.verb, BookSnapshotVerb.verb, BookBackupVerb.verb, ConfigDoctorVerb.verb,
    ]
}

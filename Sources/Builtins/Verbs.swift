// Every verb of the language, by hand: stages first, then what changes the book, then commands. Adding one adds a file and
// a line here.
import Interpreter

enum Verbs {
    static let all: [Verb] = stages

    private static let stages: [Verb] = [
        Where.verb, Select.verb, Drop.verb, Derive.verb, Rename.verb, Sort.verb, Take.verb, Skip.verb, Distinct.verb,
        Count.verb, AggregateStages.sum, AggregateStages.average, AggregateStages.least, AggregateStages.greatest,
        AggregateStages.median, Summarise.verb, LookupStage.verb, Age.verb, Describe.verb, As.verb, Save.verb,
    ]
}

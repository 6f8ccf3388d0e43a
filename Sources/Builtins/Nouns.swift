// Every noun of the language, by hand. Adding one adds a file and a line here.
import Interpreter

enum Nouns {
    static let all: [Noun] = [
        DebtorsNoun.noun, AccountsNoun.noun, PeopleNoun.noun, InvoicesNoun.noun, InstalmentsNoun.noun, CreditsNoun.noun,
        ChargesNoun.noun, PaymentsNoun.noun, AllocationsNoun.noun, RefundsNoun.noun, WriteOffsNoun.noun, ContactsNoun.noun, PromisesNoun.noun, PlansNoun.noun,
        CasesNoun.noun, StepsNoun.noun, HoldsNoun.noun, DisputesNoun.noun, EventsNoun.noun,
        SettingsNoun.noun, InterestNoun.noun, ReconcileNoun.noun, MatchesNoun.noun,
        ClaimsNoun.noun, RulesNoun.noun, RatesNoun.noun, ExchangeNoun.noun, ScheduleNoun.noun, StatementNoun.noun,
        DSONoun.noun, CEINoun.noun, RollRatesNoun.noun, BehaviourNoun.noun, KeptPromisesNoun.noun, ForecastNoun.noun, ProvisionNoun.noun,
    ]
}

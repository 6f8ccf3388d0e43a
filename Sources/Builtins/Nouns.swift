// Every noun of the language, by hand. Adding one adds a file and a line here. Its name and its table stand here too, so that a
// line is read without making all nouns.
import Interpreter
import Receivables

enum Nouns {
    static let all: [Listed<Noun>] = [
        Listed("debtors", of: Debtors.table) { DebtorsNoun.noun },
        Listed("accounts") { AccountsNoun.noun },
        Listed("people", of: People.table) { PeopleNoun.noun },
        Listed("invoices", of: Invoices.table) { InvoicesNoun.noun },
        Listed("instalments", of: Instalments.table) { InstalmentsNoun.noun },
        Listed("credits", of: Credits.table) { CreditsNoun.noun },
        Listed("charges", of: Charges.table) { ChargesNoun.noun },
        Listed("payments", of: Payments.table) { PaymentsNoun.noun },
        Listed("allocations", of: Allocations.table) { AllocationsNoun.noun },
        Listed("refunds", of: Refunds.table) { RefundsNoun.noun },
        Listed("writeoffs", of: WriteOffs.table) { WriteOffsNoun.noun },
        Listed("contacts", of: Contacts.table) { ContactsNoun.noun },
        Listed("promises", of: Promises.table) { PromisesNoun.noun },
        Listed("plans", of: Plans.table) { PlansNoun.noun },
        Listed("cases", of: Cases.table) { CasesNoun.noun },
        Listed("steps", of: Steps.table) { StepsNoun.noun },
        Listed("holds", of: Holds.table) { HoldsNoun.noun },
        Listed("disputes", of: Disputes.table) { DisputesNoun.noun },
        Listed("events") { EventsNoun.noun },
        Listed("settings") { SettingsNoun.noun },
        Listed("interest") { InterestNoun.noun },
        Listed("reconcile") { ReconcileNoun.noun },
        Listed("matches") { MatchesNoun.noun },
        Listed("claims") { ClaimsNoun.noun },
        Listed("rules") { RulesNoun.noun },
        Listed("rates") { RatesNoun.noun },
        Listed("exchange", of: ExchangeRates.table) { ExchangeNoun.noun },
        Listed("schedule") { ScheduleNoun.noun },
        Listed("statement") { StatementNoun.noun },
        Listed("evidence") { EvidenceNoun.noun },
        Listed("dso") { DSONoun.noun },
        Listed("cei") { CEINoun.noun },
        Listed("rollrates") { RollRatesNoun.noun },
        Listed("behaviour") { BehaviourNoun.noun },
        Listed("kept_promises") { KeptPromisesNoun.noun },
        Listed("forecast") { ForecastNoun.noun },
        Listed("provision") { ProvisionNoun.noun },
    ]
}

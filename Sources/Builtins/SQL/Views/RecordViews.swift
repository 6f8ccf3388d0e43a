// Nouns in SQL that are little more than their tables: people, contacts, credits, charges, holds, disputes, write-offs, rates.
import Receivables

enum RecordViews {
    static let all =
        SQLView.noun("people", "whom to speak to at a debtor") { names in
            """
            SELECT p.place, (r.as_of IS NULL OR d.opened IS NULL OR d.opened <= r.as_of) AS is_there,
              p.id, p.debtor, p.name, p.role, p.phone, p.email, p.language, p.zone, p.consent, p.note
            FROM \(names.table(People.schema)) p CROSS JOIN \(names("reckoning")) r
            LEFT JOIN \(names.table(Debtors.schema)) d ON d.id = p.debtor
            """
        }
        + SQLView.noun("contacts", "every time we were in touch with a debtor") { names in
            """
            SELECT c.place, (r.as_of IS NULL OR substr(CAST(c."at" AS TEXT), 1, 10) <= CAST(r.as_of AS TEXT)) AS is_there,
              c.id, c."at", c.debtor, d.name, c.channel, c.person, c.outcome, c.next, c.staff, c.note, c.invoice, c.struck
            FROM \(names.table(Contacts.schema)) c CROSS JOIN \(names("reckoning")) r
            LEFT JOIN \(names.table(Debtors.schema)) d ON d.id = c.debtor
            """
        }
        + SQLView.noun("credits", "credit notes", lacks: ["left"]) { names in
            """
            SELECT c.place, (r.as_of IS NULL OR c.date <= r.as_of) AS is_there,
              c.id, c.debtor, c.invoice, c.date, c.amount, c.reason, c.currency, c.external,
              c.kind, c."from", c.payment
            FROM \(names.table(Credits.schema)) c CROSS JOIN \(names("reckoning")) r
            """
        }
        + SQLView.noun("charges", "interest, fixed sums, fees and costs booked on invoices") { names in
            """
            SELECT c.place, (r.as_of IS NULL OR c.date <= r.as_of) AS is_there,
              c.id, c.debtor, c.invoice, c.date, c.kind, c.amount, c.reason, c.currency, c.waives
            FROM \(names.table(Charges.schema)) c CROSS JOIN \(names("reckoning")) r
            """
        }
        + SQLView.noun("holds", "debtors and invoices that are left alone for a while") { names in
            """
            SELECT h.place, (r.as_of IS NULL OR h."from" <= r.as_of) AS is_there,
              h.id, h.debtor, d.name, h.invoice AS about, h."from" AS since, h.until, h.reason, h.owner,
              CASE WHEN h.released_on <= r.day THEN 'released' WHEN h.until < r.day THEN 'expired' ELSE 'active' END AS status,
              h.kind, h.released_on
            FROM \(names.table(Holds.schema)) h CROSS JOIN \(names("reckoning")) r
            LEFT JOIN \(names.table(Debtors.schema)) d ON d.id = h.debtor
            """
        }
        + SQLView.noun("disputes", "invoices a debtor contests") { names in
            """
            SELECT x.place, (r.as_of IS NULL OR x.since <= r.as_of) AS is_there,
              x.id, x.debtor, d.name, x.invoice AS about, x.amount, x.since, x.reason, x.owner, x.closed_on, x.outcome, x.currency,
              CASE WHEN x.closed_on <= r.day THEN 'closed' ELSE 'open' END AS status
            FROM \(names.table(Disputes.schema)) x CROSS JOIN \(names("reckoning")) r
            LEFT JOIN \(names.table(Debtors.schema)) d ON d.id = x.debtor
            """
        }
        + SQLView.noun("writeoffs", "what was given up in the books") { names in
            """
            SELECT w.place, (r.as_of IS NULL OR w.date <= r.as_of) AS is_there,
              w.id, w.debtor, d.name, w.invoice, w.date, w.amount, w.reason, w.approved_by, w.payment, w.currency
            FROM \(names.table(WriteOffs.schema)) w CROSS JOIN \(names("reckoning")) r
            LEFT JOIN \(names.table(Debtors.schema)) d ON d.id = w.debtor
            """
        }
        + SQLView.noun("exchange", "dated exchange rates") { names in
            """
            SELECT x.place, (r.as_of IS NULL OR x.day <= r.as_of) AS is_there, x."from", x."to", x.day, x.rate, x.source
            FROM \(StoredTables.name(ExchangeRates.schema)) x CROSS JOIN \(names("reckoning")) r
            """
        }
}

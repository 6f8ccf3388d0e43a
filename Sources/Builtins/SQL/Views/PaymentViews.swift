// Payments in SQL: what of each settles invoices by the day, and what of it settles none yet.
import Receivables

enum PaymentViews {
    static let all =
        SQLView.noun("payments", "money that came in") { names in
            """
            SELECT t.place, t.is_there, t.id, t.date, t.debtor, t.name, t.amount, t.allocated, t.unapplied, t.method, t.reference,
              CASE WHEN t.is_reversed THEN 'reversed' WHEN t.debtor IS NULL THEN 'unidentified' WHEN t.unapplied = 0 THEN 'applied'
                WHEN t.allocated > 0 THEN 'partly_applied' ELSE 'unapplied' END AS status,
              t.currency, t.payer, t.external, t.reversed_on, t.reversed_because, t.note, t.refunded
            FROM (
              SELECT p.place, (r.as_of IS NULL OR p.date <= r.as_of) AS is_there, p.id, p.date, p.debtor, d.name, p.amount,
                COALESCE(s.allocated, 0) AS allocated,
                CASE WHEN p.date <= r.day AND (p.reversed_on IS NULL OR p.reversed_on > r.day) AND p.amount <> COALESCE(s.allocated, 0)
                  THEN p.amount - COALESCE(s.allocated, 0) - COALESCE(f.refunded, 0) ELSE 0 END AS unapplied,
                COALESCE(f.refunded, 0) AS refunded,
                COALESCE(p.reversed_on <= r.day, FALSE) AS is_reversed, p.method, p.reference, p.currency, p.payer, p.external,
                p.reversed_on, p.reversed_because, p.note
              FROM \(names.table(Payments.schema)) p CROSS JOIN \(names("reckoning")) r
              LEFT JOIN \(names.table(Debtors.schema)) d ON d.id = p.debtor
              LEFT JOIN (SELECT a.payment, CAST(SUM(a.amount) AS BIGINT) AS allocated FROM book_allocations a
                JOIN \(names("reckoning")) x ON a.date <= x.day GROUP BY a.payment) s ON s.payment = p.id
              LEFT JOIN (SELECT b.payment, CAST(SUM(b.amount) AS BIGINT) AS refunded FROM book_refunds b
                JOIN \(names("reckoning")) y ON b.date <= y.day GROUP BY b.payment) f ON f.payment = p.id
            ) t
            """
        }
        + SQLView.noun("allocations", "which payment settled which invoice, and how much of it") { names in
            """
            SELECT a.place, (r.as_of IS NULL OR a.date <= r.as_of) AS is_there,
              a.payment, a.invoice, a.amount, a.date, a."order", a.currency
            FROM book_allocations a CROSS JOIN \(names("reckoning")) r
            """
        }
        + SQLView.noun("refunds", "money that was paid back to debtors") { names in
            """
            SELECT f.place, (r.as_of IS NULL OR f.date <= r.as_of) AS is_there,
              f.id, f.date, f.debtor, d.name, f.amount, f.payment, f.credit, f.method, f.reason, f.currency
            FROM book_refunds f CROSS JOIN \(names("reckoning")) r
            LEFT JOIN \(names.table(Debtors.schema)) d ON d.id = f.debtor
            """
        }
}

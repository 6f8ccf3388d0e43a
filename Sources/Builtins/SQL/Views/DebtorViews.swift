// Debtors and accounts in SQL: what is owed in each currency, and of a debtor in the debtor's own.
import Receivables

enum DebtorViews {
    static let all =
        [
            SQLView("accounts", "what each debtor owes in each currency") { names in
                """
                SELECT d.place * 17576 + m.place AS place, s.debtor, d.name, s.currency, s.balance, s.arrears, s.unapplied, s.oldest,
                  CASE WHEN d.currency = s.currency THEN d.credit_limit END AS credit_limit
                FROM (
                  SELECT t.debtor, t.currency, CAST(SUM(t.balance) AS BIGINT) AS balance, CAST(SUM(t.arrears) AS BIGINT) AS arrears,
                    CAST(SUM(t.unapplied) AS BIGINT) AS unapplied, MAX(t.oldest) AS oldest
                  FROM (
                    SELECT b.debtor, b.currency, b.balance, b.arrears, 0 AS unapplied,
                      CASE WHEN b.overdue > 0 AND b.balance > 0 THEN b.overdue END AS oldest
                    FROM \(names("invoice_balances")) b
                    UNION ALL
                    SELECT p.debtor, p.currency, 0, 0, p.unapplied, NULL FROM \(names("payments_ever")) p WHERE p.debtor IS NOT NULL
                    UNION ALL
                    SELECT c.debtor, c.currency, 0, 0, c.amount, NULL FROM book_credits c
                    JOIN \(names("reckoning")) r ON c.date <= r.day WHERE c.invoice IS NULL
                  ) t GROUP BY t.debtor, t.currency
                ) s JOIN \(names.table(Debtors.schema)) d ON d.id = s.debtor JOIN currencies m ON m.code = s.currency
                WHERE s.balance <> 0 OR s.arrears <> 0 OR s.unapplied <> 0
                """
            }
        ]
        + SQLView.noun("debtors", "who owes us; figures in the debtor's own currency") { names in
            """
            SELECT d.place, (r.as_of IS NULL OR d.opened IS NULL OR d.opened <= r.as_of) AS is_there,
              d.id, d.name, COALESCE(a.balance, 0) AS balance, COALESCE(a.arrears, 0) AS arrears, a.oldest, p.last_paid, k.last_contact,
              COALESCE(q.promised, 0) AS promised,
              CASE WHEN w.moratorium = 1 THEN 'moratorium' WHEN d.no_chase THEN 'no-chase' WHEN w.disputed = 1 THEN 'dispute'
                WHEN w.held = 1 THEN 'hold' WHEN w.planned = 1 THEN 'plan-active' WHEN w.promising = 1 THEN 'promise-open' END AS blocked,
              d.owner, d.currency, COALESCE(a.unapplied, 0) AS unapplied, COALESCE(o.others, 0) AS other_currencies,
              d.country, d.kind, d.segment, d.terms_days AS terms, d.credit_limit, d.email, d.phone, d.zone, d.language, d.opened,
              d.external, d.no_chase, d.note
            FROM \(names.table(Debtors.schema)) d CROSS JOIN \(names("reckoning")) r
            LEFT JOIN \(names("accounts")) a ON a.debtor = d.id AND a.currency = d.currency
            LEFT JOIN (SELECT x.debtor, COUNT(*) AS others FROM \(names("accounts")) x
              JOIN book_debtors y ON y.id = x.debtor AND y.currency <> x.currency WHERE x.balance <> 0 GROUP BY x.debtor) o ON o.debtor = d.id
            LEFT JOIN (SELECT m.debtor, MAX(m.date) AS last_paid FROM book_payments m
              JOIN \(names("reckoning")) x ON m.date <= x.day AND (m.reversed_on IS NULL OR m.reversed_on > x.day)
              GROUP BY m.debtor) p ON p.debtor = d.id
            LEFT JOIN (SELECT t.debtor, MAX(c.day) AS last_contact FROM book_contacts t
              JOIN calendar c ON c.iso = substr(CAST(t."at" AS TEXT), 1, 10)
              JOIN \(names("reckoning")) x ON c.day <= x.day WHERE NOT t.struck GROUP BY t.debtor) k ON k.debtor = d.id
            LEFT JOIN (SELECT z.debtor, CAST(SUM(CASE WHEN z.amount > z.paid THEN z.amount - z.paid ELSE 0 END) AS BIGINT) AS promised
              FROM \(names("promises")) z JOIN book_debtors y ON y.id = z.debtor AND y.currency = z.currency
              WHERE z.status = 'open' GROUP BY z.debtor) q ON q.debtor = d.id
            LEFT JOIN \(names("debtor_stops")) w ON w.debtor = d.id
            """
        }
}

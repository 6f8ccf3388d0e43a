// Promises in SQL: one for an invoice counts what was allocated to it, one for the account whatever came in, from the day it was
// made to the day it was for.
import Receivables

enum PromiseViews {
    static let all =
        [
            SQLView("promise_sums", "what came in on each promise, and how it stands") { names in
                """
                SELECT t.promise, t.paid,
                  CASE WHEN t.paid >= p.amount THEN 'kept'
                    WHEN p.ended_on <= r.day THEN CASE WHEN p.ended = 'superseded' THEN 'superseded' ELSE 'cancelled' END
                    WHEN r.day <= p.due THEN 'open' WHEN t.paid > 0 THEN 'partly_kept' ELSE 'broken' END AS status
                FROM (
                  SELECT s.promise, CASE WHEN SUM(s.amount) > 0 THEN CAST(SUM(s.amount) AS BIGINT) ELSE 0 END AS paid
                  FROM (
                    SELECT id AS promise, 0 AS amount FROM book_promises
                    UNION ALL
                    SELECT q.id, a.amount FROM book_promises q
                    JOIN book_allocations a ON a.invoice = q.invoice AND a.date >= q.made AND a.date <= q.due
                    JOIN \(names("reckoning")) x ON a.date <= x.day
                    UNION ALL
                    SELECT q.id, m.amount FROM book_promises q
                    JOIN book_payments m ON m.debtor = q.debtor AND m.currency = q.currency AND m.date >= q.made AND m.date <= q.due
                    JOIN \(names("reckoning")) x ON m.date <= x.day AND (m.reversed_on IS NULL OR m.reversed_on > x.day)
                    WHERE q.invoice IS NULL
                  ) s GROUP BY s.promise
                ) t JOIN book_promises p ON p.id = t.promise CROSS JOIN \(names("reckoning")) r
                """
            }
        ]
        + SQLView.noun("promises", "what debtors promised to pay, and whether they did") { names in
            """
            SELECT p.place, (r.as_of IS NULL OR p.made <= r.as_of) AS is_there,
              p.id, p.debtor, d.name, p.amount, p.due, s.paid, s.status, p.invoice, p.made, p.staff, p.currency,
              p.ended_on, p.ended, p.ended_because, p.note
            FROM \(names.table(Promises.schema)) p CROSS JOIN \(names("reckoning")) r
            JOIN \(names("promise_sums")) s ON s.promise = p.id
            LEFT JOIN \(names.table(Debtors.schema)) d ON d.id = p.debtor
            """
        }
}

// Plans and instalments in SQL. Payments to the covered invoices settle instalments in order; money taken back is taken from the
// latest receipts before it, so what is held after each receipt is a running sum that never falls below nothing, and a
// level of it counts from the receipt after which it was never again lower.
import Receivables

enum PlanViews {
    static let all =
        [
            SQLView("plan_receipts", "what came in on the invoices of each plan since it was agreed, and what of it is held after each") { names in
                """
                SELECT t.plan, t.date, t.ord, t.total - CASE WHEN t.lowest < 0 THEN t.lowest ELSE 0 END AS held
                FROM (
                  SELECT s.plan, s.date, s.ord, s.total,
                    MIN(s.total) OVER (PARTITION BY s.plan ORDER BY s.ord ROWS UNBOUNDED PRECEDING) AS lowest
                  FROM (
                    SELECT v.plan, a.date,
                      ROW_NUMBER() OVER (PARTITION BY v.plan ORDER BY a.date, v.place, a.place) AS ord,
                      CAST(SUM(a.amount) OVER (PARTITION BY v.plan ORDER BY a.date, v.place, a.place ROWS UNBOUNDED PRECEDING) AS BIGINT) AS total
                    FROM book_plan_invoices v JOIN book_plans p ON p.id = v.plan JOIN book_allocations a ON a.invoice = v.invoice
                    JOIN \(names("reckoning")) r ON a.date <= r.day
                    WHERE a.date >= p.agreed
                  ) s
                ) t
                """
            },
            SQLView("plan_money", "what is held at last of each plan, and from which day each level of it is") { names in
                """
                SELECT m.plan, m.date, m.ord, MIN(m.held) OVER (PARTITION BY m.plan ORDER BY m.ord DESC ROWS UNBOUNDED PRECEDING) AS kept
                FROM \(names("plan_receipts")) m
                """
            },
            SQLView("instalment_sums", "how much of each instalment is paid, and the day its last part came in") { names in
                """
                SELECT t.place, t.plan, t.n, t.due, t.amount, t.paid,
                  CASE WHEN t.paid >= t.amount THEN (SELECT MIN(k.date) FROM \(names("plan_money")) k
                    WHERE k.plan = t.plan AND t.amount > 0 AND k.kept >= t.before + t.amount) END AS settled_on
                FROM (
                  SELECT s.place, s.plan, s.n, s.due, s.amount, s.before,
                    CASE WHEN s.received - s.before <= 0 THEN 0
                      WHEN s.received - s.before < s.amount THEN s.received - s.before ELSE s.amount END AS paid
                  FROM (
                    SELECT i.place, i.plan, i.n, i.due, i.amount, COALESCE(m.received, 0) AS received,
                      COALESCE(CAST(SUM(i.amount) OVER (PARTITION BY i.plan ORDER BY i.n, i.place
                        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS BIGINT), 0) AS before
                    FROM (SELECT * FROM book_instalments WHERE plan IS NOT NULL) i
                    LEFT JOIN (SELECT h.plan, h.held AS received FROM \(names("plan_receipts")) h
                      JOIN (SELECT plan, MAX(ord) AS ord FROM \(names("plan_receipts")) GROUP BY plan) e
                        ON e.plan = h.plan AND e.ord = h.ord) m ON m.plan = i.plan
                  ) s
                ) t
                """
            },
            SQLView("instalment_days", "when each instalment of a plan counts as missed by its rule, and when it was settled, as numbers") { names in
                """
                SELECT i.plan, i.due, c.n AS due_n, c.n + COALESCE(p.grace, 0) + 1 AS missed_n, e.n AS settled_n, p.missed, COALESCE(p.cure, 0) AS cure
                FROM \(names("instalment_sums")) i JOIN book_plans p ON p.id = i.plan AND p.missed > 0
                JOIN calendar c ON c.day = i.due LEFT JOIN calendar e ON e.day = i.settled_on
                """
            },
            // So many were missed at one time, and no day in the time for a cure found everything due by then paid.
            SQLView("plan_defaults", "plans that are over, since instalments were missed and not made up for in time") { names in
                """
                SELECT DISTINCT i.plan
                FROM \(names("instalment_days")) i JOIN \(names("reckoning")) r ON i.missed_n + i.cure < r.n
                WHERE (i.settled_n IS NULL OR i.settled_n > i.missed_n)
                  AND (SELECT COUNT(*) FROM \(names("instalment_days")) j WHERE j.plan = i.plan AND j.missed_n <= i.missed_n
                    AND (j.settled_n IS NULL OR j.settled_n > i.missed_n)) >= i.missed
                  AND NOT EXISTS (SELECT 1 FROM \(names("instalment_days")) k
                    WHERE k.plan = i.plan AND k.settled_n > i.missed_n AND k.settled_n <= i.missed_n + i.cure
                      AND NOT EXISTS (SELECT 1 FROM \(names("instalment_days")) m WHERE m.plan = i.plan AND m.due_n <= k.settled_n
                        AND (m.settled_n IS NULL OR m.settled_n > k.settled_n)))
                """
            },
            SQLView("plan_sums", "how each plan stands: paid, in arrears, and the next instalment") { names in
                """
                SELECT s.plan, s.total, s.paid, s.arrears, s.next_n, CASE WHEN f.plan IS NULL THEN 0 ELSE 1 END AS defaulted, i.due AS next_due, i.amount - i.paid AS next_amount
                FROM (
                  SELECT t.plan, CAST(SUM(t.amount) AS BIGINT) AS total, CAST(SUM(t.paid) AS BIGINT) AS paid,
                    CAST(SUM(CASE WHEN t.due < r.day THEN t.amount - t.paid ELSE 0 END) AS BIGINT) AS arrears,
                    MIN(CASE WHEN t.paid < t.amount THEN t.n END) AS next_n
                  FROM \(names("instalment_sums")) t CROSS JOIN \(names("reckoning")) r GROUP BY t.plan
                ) s LEFT JOIN \(names("instalment_sums")) i ON i.plan = s.plan AND i.n = s.next_n
                LEFT JOIN \(names("plan_defaults")) f ON f.plan = s.plan
                """
            },
        ]
        + SQLView.noun("plans", "debts that are paid off in parts", lacks: ["default_on", "cure_until"]) { names in
            """
            SELECT p.place, (r.as_of IS NULL OR p.proposed <= r.as_of) AS is_there,
              p.id, p.debtor, d.name, p.total, COALESCE(s.paid, 0) AS paid, COALESCE(s.total - s.paid, 0) AS "left", s.next_due, s.next_amount,
              CASE WHEN p.agreed <= r.day AND (p.cancelled IS NULL OR r.day < p.cancelled) THEN COALESCE(s.arrears, 0) ELSE 0 END AS arrears,
              CASE WHEN p.cancelled <= r.day THEN 'cancelled' WHEN p.agreed IS NULL OR p.agreed > r.day THEN 'proposed'
                WHEN s.plan IS NOT NULL AND s.next_n IS NULL THEN 'completed'
                WHEN s.defaulted = 1 THEN 'defaulted'
                WHEN COALESCE(s.arrears, 0) = 0 THEN 'active' ELSE 'in_arrears' END AS status,
              p.currency, p.principal, p.count, p.start, p.rate, p.proposed, p.agreed, p.cancelled, p.cancelled_because, p.note,
              p.missed, p.grace, p.cure
            FROM \(names.table(Plans.schema)) p CROSS JOIN \(names("reckoning")) r
            LEFT JOIN \(names("plan_sums")) s ON s.plan = p.id
            LEFT JOIN \(names.table(Debtors.schema)) d ON d.id = p.debtor
            """
        }
        + SQLView.noun("instalments", "the parts of plans and of invoices in instalments, and how each stands") { names in
            """
            SELECT i.place,
              (r.as_of IS NULL OR (i.plan IS NOT NULL AND p.proposed <= r.as_of) OR (i.plan IS NULL AND v.issued <= r.as_of)) AS is_there,
              COALESCE(i.plan, i.invoice) AS "of", i.n, i.due, COALESCE(x.amount, i.amount) AS amount,
              COALESCE(x.amount - x."open", s.paid) AS paid,
              CASE WHEN i.plan IS NOT NULL AND s.paid >= s.amount THEN COALESCE(t.n - c.n, 0) ELSE r.n - c.n END AS overdue,
              CASE WHEN i.plan IS NULL THEN CASE WHEN x."open" = 0 THEN 'paid' WHEN i.due >= r.day THEN 'open'
                  WHEN x."open" < x.amount THEN 'part' ELSE 'overdue' END
                WHEN s.paid >= s.amount THEN CASE WHEN COALESCE(s.settled_on, i.due) <= i.due THEN 'kept' ELSE 'late' END
                WHEN r.day <= i.due THEN 'open' WHEN s.paid > 0 THEN 'part' ELSE 'broken' END AS status,
              i.currency, i.interest, COALESCE(x."open", s.amount - s.paid) AS balance, i.plan, i.invoice
            FROM book_instalments i CROSS JOIN \(names("reckoning")) r
            LEFT JOIN book_plans p ON p.id = i.plan
            LEFT JOIN \(names.table(Invoices.schema)) v ON v.id = i.invoice
            LEFT JOIN \(names("instalment_sums")) s ON s.place = i.place
            LEFT JOIN \(names("invoice_parts")) x ON x.place = i.place AND i.plan IS NULL
            JOIN calendar c ON c.day = i.due
            LEFT JOIN calendar t ON t.day = s.settled_on
            """
        }
}

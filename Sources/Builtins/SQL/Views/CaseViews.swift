// Cases and steps in SQL: whose turn it is, and what gate is closed.
import Receivables

enum CaseViews {
    static let all =
        [
            SQLView("step_states", "where each step stands on the day") { names in
                """
                SELECT t.place, t.id, t."case",
                  CASE WHEN t.is_done = 1 THEN 'done' WHEN t.is_skipped = 1 THEN 'skipped' WHEN t.turn > 1 THEN 'pending'
                    WHEN (t.gate = 'no_dispute' AND w.disputed = 1) OR (t.gate = 'no_hold' AND (w.held = 1 OR w.moratorium = 1))
                      OR (t.gate = 'no_plan' AND w.planned = 1) OR (t.gate = 'no_promise' AND w.promising = 1) THEN 'blocked'
                    ELSE 'ready' END AS state,
                  CASE WHEN t.is_done = 0 AND t.is_skipped = 1 OR t.late IS NULL OR t.late < 0 THEN 0 ELSE t.late END AS late
                FROM (
                  SELECT u.place, u.id, u."case", u.gate, u.debtor, u.is_done, u.is_skipped,
                    SUM(CASE WHEN u.is_done = 1 OR u.is_skipped = 1 THEN 0 ELSE 1 END)
                      OVER (PARTITION BY u."case" ORDER BY u.n, u.place ROWS UNBOUNDED PRECEDING) AS turn,
                    CASE WHEN u.is_done = 1 THEN e.n ELSE u.today_n END - f.n AS late
                  FROM (
                    SELECT s.place, s.id, s."case", s.n, s.due, s.gate, s.done_on, k.debtor, r.n AS today_n,
                      CASE WHEN s.done_on <= r.day THEN 1 ELSE 0 END AS is_done, CASE WHEN s.skipped_on <= r.day THEN 1 ELSE 0 END AS is_skipped
                    FROM \(names.table(Steps.schema)) s CROSS JOIN \(names("reckoning")) r JOIN book_cases k ON k.id = s."case"
                  ) u LEFT JOIN calendar f ON f.day = u.due LEFT JOIN calendar e ON e.day = u.done_on
                ) t LEFT JOIN \(names("debtor_stops")) w ON w.debtor = t.debtor
                """
            }
        ]
        + SQLView.noun("cases", "formal recovery plans") { names in
            """
            SELECT k.place, (r.as_of IS NULL OR k.opened <= r.as_of) AS is_there,
              k.id, k.debtor, d.name, d.balance, s.id AS step, s.due, t.late, k.owner, s.gate,
              CASE WHEN k.closed_on <= r.day THEN 'closed' ELSE 'open' END AS status,
              k.title, k.opened, k.closed_on, k.outcome, k.note, d.currency AS balance_currency
            FROM \(names.table(Cases.schema)) k CROSS JOIN \(names("reckoning")) r
            LEFT JOIN \(names("debtors_ever")) d ON d.id = k.debtor
            LEFT JOIN \(names("step_states")) t ON t."case" = k.id AND t.state IN ('ready', 'blocked')
              AND (k.closed_on IS NULL OR k.closed_on > r.day)
            LEFT JOIN \(names.table(Steps.schema)) s ON s.id = t.id
            """
        }
        + SQLView.noun("steps", "the ordered steps of cases") { names in
            """
            SELECT s.place, (r.as_of IS NULL OR k.opened <= r.as_of) AS is_there,
              s.id, s."case", k.debtor, d.name, s.title AS step, s.due, t.late, s.owner, s.gate, t.state AS status, s.n, s.done_on,
              s.evidence, s.skipped_on, s.skipped_reason
            FROM \(names.table(Steps.schema)) s CROSS JOIN \(names("reckoning")) r
            JOIN \(names("step_states")) t ON t.id = s.id
            LEFT JOIN book_cases k ON k.id = s."case"
            LEFT JOIN \(names.table(Debtors.schema)) d ON d.id = k.debtor
            """
        }
}

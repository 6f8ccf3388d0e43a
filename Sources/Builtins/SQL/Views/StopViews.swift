// What stands in the way of chasing, in SQL: holds, disputes, plans that are kept to and promises that are open on the day.
import Receivables

enum StopViews {
    static let all = [
        SQLView("stops", "what is in force on the day; `whole` where it concerns all of a debtor's account") { names in
            """
            SELECT 'hold' AS what, h.debtor, h.invoice, CASE WHEN h.invoice IS NULL THEN 1 ELSE 0 END AS whole
            FROM \(names.table(Holds.schema)) h JOIN \(names("reckoning")) r
              ON h."from" <= r.day AND (h.until IS NULL OR r.day <= h.until) AND (h.released_on IS NULL OR r.day < h.released_on)
            UNION ALL
            SELECT 'moratorium', h.debtor, NULL, 1
            FROM \(names.table(Holds.schema)) h JOIN \(names("reckoning")) r
              ON h."from" <= r.day AND (h.until IS NULL OR r.day <= h.until) AND (h.released_on IS NULL OR r.day < h.released_on)
            WHERE h.kind = 'moratorium'
            UNION ALL
            SELECT 'dispute', x.debtor, x.invoice, 0
            FROM book_disputes x JOIN \(names("reckoning")) r ON x.since <= r.day AND (x.closed_on IS NULL OR r.day < x.closed_on)
            UNION ALL
            SELECT 'plan', p.debtor, v.invoice, 0
            FROM book_plans p JOIN \(names("reckoning")) r
              ON p.agreed <= r.day AND (p.cancelled IS NULL OR r.day < p.cancelled) AND (r.as_of IS NULL OR p.proposed <= r.as_of)
            LEFT JOIN \(names("plan_sums")) s ON s.plan = p.id
            LEFT JOIN book_plan_invoices v ON v.plan = p.id
            WHERE (s.plan IS NULL OR s.next_n IS NOT NULL) AND COALESCE(s.arrears, 0) = 0 AND COALESCE(s.defaulted, 0) = 0
            UNION ALL
            SELECT 'promise', p.debtor, p.invoice, CASE WHEN p.invoice IS NULL THEN 1 ELSE 0 END
            FROM book_promises p JOIN \(names("promise_sums")) s ON s.promise = p.id
            JOIN \(names("reckoning")) r ON r.as_of IS NULL OR p.made <= r.as_of
            WHERE s.status = 'open'
            """
        },
        SQLView("invoice_stops", "what stands in the way of chasing an invoice itself") { names in
            """
            SELECT s.invoice, MAX(CASE WHEN s.what = 'dispute' THEN 1 ELSE 0 END) AS disputed,
              MAX(CASE WHEN s.what = 'hold' THEN 1 ELSE 0 END) AS held, MAX(CASE WHEN s.what = 'plan' THEN 1 ELSE 0 END) AS planned,
              MAX(CASE WHEN s.what = 'promise' THEN 1 ELSE 0 END) AS promised
            FROM \(names("stops")) s WHERE s.invoice IS NOT NULL GROUP BY s.invoice
            """
        },
        SQLView("debtor_stops", "what stands in the way of chasing a debtor: of anything, or (held, promised) of the whole account") { names in
            """
            SELECT s.debtor, MAX(CASE WHEN s.what = 'moratorium' THEN 1 ELSE 0 END) AS moratorium,
              MAX(CASE WHEN s.what = 'dispute' THEN 1 ELSE 0 END) AS disputed,
              MAX(CASE WHEN s.what = 'hold' AND s.whole = 1 THEN 1 ELSE 0 END) AS held,
              MAX(CASE WHEN s.what = 'plan' THEN 1 ELSE 0 END) AS planned,
              MAX(CASE WHEN s.what = 'promise' THEN 1 ELSE 0 END) AS promising,
              MAX(CASE WHEN s.what = 'promise' AND s.whole = 1 THEN 1 ELSE 0 END) AS promised
            FROM \(names("stops")) s GROUP BY s.debtor
            """
        },
    ]
}

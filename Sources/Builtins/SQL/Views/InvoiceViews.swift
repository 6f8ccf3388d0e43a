// Invoices in SQL: the dated facts added up, the balance, and what is true of each invoice on the day.
import Receivables

enum InvoiceViews {
    static let sums = [
        SQLView("invoice_sums", "what was paid, charged, credited and written off of each invoice by the day") { names in
            """
            SELECT f.invoice, CAST(SUM(f.paid) AS BIGINT) AS paid, CAST(SUM(f.charged) AS BIGINT) AS charged,
              CAST(SUM(f.credited) AS BIGINT) AS credited, CAST(SUM(f.written_off) AS BIGINT) AS written_off
            FROM (
              SELECT invoice, date, amount AS paid, 0 AS charged, 0 AS credited, 0 AS written_off FROM book_allocations
              UNION ALL SELECT invoice, date, 0, amount, 0, 0 FROM book_charges
              UNION ALL SELECT invoice, date, 0, 0, amount, 0 FROM book_credits WHERE invoice IS NOT NULL
              UNION ALL SELECT invoice, date, 0, 0, 0, amount FROM book_writeoffs
            ) f JOIN \(names("reckoning")) r ON f.date <= r.day
            GROUP BY f.invoice
            """
        },
        SQLView("invoice_owed", "what each invoice still owes: nothing as a draft, before its issue, or once cancelled") { names in
            """
            SELECT i.place, i.id, i.debtor, i.currency, i.due, i.amount,
              CASE WHEN (i.state = 'issued' OR (i.state <> 'draft' AND i.cancelled_on > r.day))
                  AND (r.as_of IS NULL OR i.issued <= r.as_of)
                THEN i.amount + COALESCE(s.charged, 0) - COALESCE(s.credited, 0) - COALESCE(s.paid, 0) - COALESCE(s.written_off, 0)
                ELSE 0 END AS balance,
              COALESCE(s.paid, 0) AS paid, COALESCE(s.charged, 0) AS charged, COALESCE(s.credited, 0) AS credited,
              COALESCE(s.written_off, 0) AS written_off
            FROM \(names.table(Invoices.schema)) i CROSS JOIN \(names("reckoning")) r
            LEFT JOIN \(names("invoice_sums")) s ON s.invoice = i.id
            """
        },
        // What was taken off an invoice settles its parts in order; an amount corrected since changes the last of them.
        SQLView("invoice_parts", "the parts of invoices that are paid in instalments, and what is open of each") { names in
            """
            SELECT t.place, t.invoice, t.due, t.amount,
              CASE WHEN t.balance = 0 OR t.settled - t.before >= t.amount THEN 0
                WHEN t.settled - t.before <= 0 THEN t.amount ELSE t.amount - (t.settled - t.before) END AS "open"
            FROM (
              SELECT s.place, s.invoice, s.due, s.balance, s.settled, s.before,
                CASE WHEN s.turn = 1 OR s.cum > s.whole THEN s.whole - s.before ELSE s.cum - s.before END AS amount
              FROM (
                SELECT x.place, x.invoice, x.due, x.whole, x.balance, x.settled, x.cum, x.turn,
                  CASE WHEN x.cum - x.part > x.whole THEN x.whole ELSE x.cum - x.part END AS before
                FROM (
                  SELECT i.place, i.invoice, i.due, i.amount AS part, o.amount AS whole, o.balance,
                    o.amount + o.charged - o.balance AS settled,
                    CAST(SUM(i.amount) OVER (PARTITION BY i.invoice ORDER BY i.n, i.place ROWS UNBOUNDED PRECEDING) AS BIGINT) AS cum,
                    ROW_NUMBER() OVER (PARTITION BY i.invoice ORDER BY i.n DESC, i.place DESC) AS turn
                  FROM book_instalments i JOIN \(names("invoice_owed")) o ON o.id = i.invoice
                ) x
              ) s
            ) t
            """
        },
        SQLView("invoice_splits", "of invoices in instalments, the day they wait for, and what of them is not due yet") { names in
            """
            SELECT s.invoice, s.due, CASE WHEN s.due < r.day THEN s.later ELSE 0 END AS later
            FROM (
              SELECT p.invoice, COALESCE(MIN(CASE WHEN p."open" > 0 THEN p.due END), MAX(p.due)) AS due,
                CAST(SUM(CASE WHEN p.due >= y.day THEN p."open" ELSE 0 END) AS BIGINT) AS later
              FROM \(names("invoice_parts")) p CROSS JOIN \(names("reckoning")) y GROUP BY p.invoice
            ) s CROSS JOIN \(names("reckoning")) r
            """
        },
        SQLView("invoice_slices", "what is open of each part of an invoice in instalments, and of its charges, by how late it is") { names in
            """
            SELECT p.invoice, r.n - c.n AS overdue, p."open"
            FROM \(names("invoice_parts")) p CROSS JOIN \(names("reckoning")) r JOIN calendar c ON c.day = p.due WHERE p."open" <> 0
            UNION ALL
            SELECT s.invoice, r.n - c.n, o.balance - s.parts
            FROM (SELECT x.invoice, CAST(SUM(x."open") AS BIGINT) AS parts FROM \(names("invoice_parts")) x GROUP BY x.invoice) s
            JOIN \(names("invoice_owed")) o ON o.id = s.invoice JOIN \(names("invoice_splits")) d ON d.invoice = s.invoice
            CROSS JOIN \(names("reckoning")) r JOIN calendar c ON c.day = d.due WHERE o.balance <> s.parts
            """
        },
        SQLView("invoice_balances", "what each invoice owes, since when, and how much of it is late") { names in
            """
            SELECT o.place, o.id, o.debtor, o.currency, COALESCE(p.due, o.due) AS due, r.n - c.n AS overdue, o.balance,
              CASE WHEN r.n > c.n THEN o.balance - COALESCE(p.later, 0) ELSE 0 END AS arrears,
              o.paid, o.charged, o.credited, o.written_off
            FROM \(names("invoice_owed")) o CROSS JOIN \(names("reckoning")) r
            LEFT JOIN \(names("invoice_splits")) p ON p.invoice = o.id
            JOIN calendar c ON c.day = COALESCE(p.due, o.due)
            """
        },
    ]

    static let nouns = SQLView.noun("invoices", "what debtors owe", lacks: ["discount"]) { names in
        """
        SELECT i.place, (r.as_of IS NULL OR i.issued <= r.as_of) AS is_there,
          i.id, i.debtor, d.name, i.issued, b.due, b.overdue, i.amount, b.balance, COALESCE(l.level, 0) AS level,
          CASE WHEN w.moratorium = 1 THEN 'moratorium' WHEN d.no_chase THEN 'no-chase' WHEN o.disputed = 1 THEN 'dispute'
            WHEN o.held = 1 OR w.held = 1 THEN 'hold' WHEN o.planned = 1 THEN 'plan-active'
            WHEN o.promised = 1 OR w.promised = 1 THEN 'promise-open' END AS blocked,
          CASE WHEN i.state = 'draft' THEN 'draft'
            WHEN i.state <> 'issued' AND (i.cancelled_on IS NULL OR i.cancelled_on <= r.day) THEN 'cancelled'
            WHEN b.balance <= 0 THEN CASE WHEN b.written_off > 0 THEN 'written_off' ELSE 'paid' END
            WHEN o.disputed = 1 THEN 'disputed' WHEN o.held = 1 OR w.held = 1 THEN 'on_hold' WHEN o.planned = 1 THEN 'in_plan'
            WHEN b.due < r.day THEN CASE WHEN o.promised = 1 OR w.promised = 1 THEN 'promised' ELSE 'overdue' END
            WHEN b.due = r.day THEN 'due_today'
            WHEN b.paid > 0 THEN 'part_paid' ELSE 'open' END AS status,
          i.currency,
          CASE WHEN b.balance = 0 THEN NULL WHEN b.overdue <= 0 THEN 'not_due' \(buckets) END AS bucket,
          b.paid, b.charged, b.credited, b.written_off, b.balance + b.written_off AS claimable,
          (b.balance <> 0 AND b.paid > 0) AS part_paid, (COALESCE(o.disputed, 0) = 1) AS disputed,
          (COALESCE(o.held, 0) = 1 OR COALESCE(w.held, 0) = 1) AS held, (COALESCE(o.planned, 0) = 1) AS in_plan,
          (COALESCE(o.promised, 0) = 1 OR COALESCE(w.promised, 0) = 1) AS promised,
          i.state, i.original_due, i.terms_days AS terms, i.external, i.reference, i.cancelled_on, i.cancelled_because, i.note,
          g.plan, g.late AS plan_overdue, q.said AS payment_terms, q.discount_until
        FROM \(names.table(Invoices.schema)) i CROSS JOIN \(names("reckoning")) r
        JOIN \(names("invoice_balances")) b ON b.id = i.id
        LEFT JOIN \(names.table(Debtors.schema)) d ON d.id = i.debtor
        LEFT JOIN \(names("invoice_stops")) o ON o.invoice = i.id
        LEFT JOIN \(names("debtor_stops")) w ON w.debtor = i.debtor
        LEFT JOIN (SELECT v.invoice, v.plan, r2.n - c.n AS late,
            ROW_NUMBER() OVER (PARTITION BY v.invoice ORDER BY p.place DESC) AS turn
          FROM book_plan_invoices v JOIN book_plans p ON p.id = v.plan JOIN \(names("plan_sums")) s ON s.plan = v.plan
          JOIN \(names("reckoning")) r2 ON p.agreed <= r2.day AND (p.cancelled IS NULL OR r2.day < p.cancelled)
            AND (r2.as_of IS NULL OR p.proposed <= r2.as_of)
          JOIN calendar c ON c.day = s.next_due) g ON g.invoice = i.id AND g.turn = 1
        LEFT JOIN book_terms q ON q.invoice = i.id
        LEFT JOIN (SELECT x.debtor, MAX(x.level) AS level FROM book_notices x JOIN \(names("reckoning")) y ON x.sent <= y.day
          GROUP BY x.debtor) l ON l.debtor = i.debtor
        """
    }

    /// `WHEN b.overdue <= 30 THEN '1-30' …`, from the buckets of the trade.
    private static let buckets: String = {
        let (names, edges) = (AgeingBuckets.standard.names, AgeingBuckets.standard.edges)
        var text = ""
        for (name, edge) in zip(names.dropFirst(), edges.dropFirst()) { text += "WHEN b.overdue <= \(edge) THEN '\(name)' " }
        return text + "ELSE '\(names.last ?? "")'"
    }()
}

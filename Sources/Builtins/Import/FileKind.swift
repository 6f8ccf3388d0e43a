// What a file may hold, and what its columns may be called: data for recognising a header. Reads no row.

/// A kind of file, called as the noun it fills.
enum FileKind: String, CaseIterable, Sendable {
    case debtors, people, invoices, payments, credits, contacts

    /// In which order the files of a directory are taken, so that each finds what it refers to.
    static let inOrder: [FileKind] = [.debtors, .people, .invoices, .credits, .payments, .contacts]

    var one: String {
        switch self {
        case .debtors: "debtor"
        case .people: "person"
        case .invoices: "invoice"
        case .payments: "payment"
        case .credits: "credit note"
        case .contacts: "contact"
        }
    }
}

/// What a column of a file holds.
enum FileField: String, CaseIterable, Sendable {
    case id, number, external, debtor, invoice, person, name, kind, country, currency, terms, limit, segment, email, phone
    case zone, language, opened, owner, role, consent, note, amount, issued, due, reference, payer, date, method
    case transaction, at, channel, outcome, next, staff, reason
}

extension FileKind {
    /// The columns a file of this kind may have, each with the names it goes by. Names are compared by letters and digits
    /// alone: `Invoice No.` is `invoiceno`.
    var columns: [(field: FileField, names: [String])] {
        switch self {
        case .debtors: Self.debtorColumns
        case .people: Self.peopleColumns
        case .invoices: Self.invoiceColumns
        case .payments: Self.paymentColumns
        case .credits: Self.creditColumns
        case .contacts: Self.contactColumns
        }
    }

    /// Of each list at least one column must be there.
    var needs: [[FileField]] {
        switch self {
        case .debtors: [[.name]]
        case .people: [[.name], [.debtor]]
        case .invoices: [[.debtor], [.amount], [.issued, .due]]
        case .payments: [[.amount], [.date], [.invoice, .debtor, .payer, .transaction, .reference]]
        case .credits: [[.amount], [.date], [.debtor, .invoice]]
        case .contacts: [[.debtor], [.channel], [.date, .at]]
        }
    }

    private static let debtorNames = [
        "debtor", "debtor_id", "debtor_no", "customer", "customer_id", "customer_no", "customer_number", "customer_code",
        "account", "account_id", "account_no", "account_code", "account_number", "client", "client_id", "cust_no", "kunde",
        "kundennummer", "kunden_nr", "debitor", "debitor_nr", "compte", "account_ref", "customer_ref", "customer_account", "client_code",
        "debitorenkonto", "debitorennummer", "code_client", "compte_client", "n°_client",
    ]
    /// What only a list of invoices calls its debtors: elsewhere it is something else.
    private static let billedNames = ["a/c", "konto", "kontonummer", "personenkonto", "contact_name", "client_name", "customer_name"]
    private static let invoiceNames = [
        "invoice", "invoice_id", "invoice_no", "invoice_number", "inv_no", "document", "document_no", "document_number", "doc_no",
        "bill_no", "rechnung", "rechnungsnummer", "rechnungs_nr", "beleg", "belegnummer", "facture", "num", "belegnr", "beleg_nr",
        "belegfeld_1", "rg_nr", "re_nr", "numéro_de_facture", "n°_facture", "no_facture", "numero_facture", "factura", "fattura",
    ]
    private static let amountNames = [
        "amount", "total", "gross", "gross_amount", "value", "invoice_amount", "betrag", "bruttobetrag", "rechnungsbetrag",
        "summe", "montant", "montant_ttc", "importe", "importo", "amount_in_doc_curr", "amount_in_local_currency", "amount_in_lc",
    ]
    /// What is still open comes first: a list of open invoices that names both is to tie to what is owed.
    private static let openNames = [
        "outstanding", "open_amount", "amount_due", "invoice_amount_due", "open_balance", "balance_due", "amount_outstanding",
        "outstanding_amount", "offen", "offener_betrag", "offener_posten", "restbetrag", "saldo", "solde", "reste_à_payer", "reste_dû",
    ]
    /// Whether a column of this name tells what is still open.
    static func isOpen(_ column: String) -> Bool {
        let name = Layout.plain(Array(column.utf8))
        return openNames.contains { Layout.plain(Array($0.utf8)) == name }
    }

    private static let currencyNames = [
        "currency", "currency_code", "ccy", "cur", "curr", "waehrung", "währung", "devise", "moneda", "wkz",
        "währungskennzeichen", "document_currency", "transaction_currency", "monnaie",
    ]
    /// With the column of the amount's unit as our own export calls it.
    private static let unitNames = currencyNames + ["amount_currency"]
    private static let noteNames = ["note", "notes", "comment", "comments", "remark", "remarks", "memo", "bemerkung"]

    private static let debtorColumns: [(field: FileField, names: [String])] = [
        (.id, ["id", "code", "number", "no"] + debtorNames),
        (.external, ["external", "external_id", "external_number", "ledger_number", "ledger_id"]),
        (.name, ["name", "company", "company_name", "customer_name", "debtor_name", "account_name", "client_name", "firma", "nom"]),
        (.kind, ["kind", "type", "legal_form"]),
        (.country, ["country", "country_code", "land", "pays"]),
        (.currency, currencyNames + ["credit_limit_currency", "balance_currency"]),
        (.terms, ["terms_days", "terms", "payment_terms", "days", "zahlungsziel"]),
        (.limit, ["credit_limit", "limit", "kreditlimit"]),
        (.segment, ["segment", "group", "category", "class"]),
        (.email, ["email", "e_mail", "mail", "email_address"]),
        (.phone, ["phone", "telephone", "tel", "phone_number", "telefon"]),
        (.zone, ["zone", "time_zone", "timezone"]),
        (.language, ["language", "lang", "sprache"]),
        (.opened, ["opened", "since", "created", "customer_since"]),
        (.owner, ["owner", "collector", "account_manager", "responsible"]),
        (.note, noteNames),
    ]

    private static let peopleColumns: [(field: FileField, names: [String])] = [
        (.id, ["id", "person_id", "contact_id"]),
        (.debtor, debtorNames),
        (.name, ["name", "person", "full_name", "contact_name"]),
        (.role, ["role", "position", "function", "job"]),
        (.phone, ["phone", "telephone", "tel", "phone_number", "mobile", "telefon"]),
        (.email, ["email", "e_mail", "mail", "email_address"]),
        (.language, ["language", "lang", "sprache"]),
        (.zone, ["zone", "time_zone", "timezone"]),
        (.consent, ["consent"]),
        (.note, noteNames),
    ]

    private static let invoiceColumns: [(field: FileField, names: [String])] = [
        (.id, ["id"]),
        (.number, ["number", "no"] + invoiceNames),
        (.external, ["external", "external_id", "external_number"]),
        (.debtor, debtorNames + billedNames),
        (.name, ["name", "kontobezeichnung", "kundenname", "customer_name", "debtor_name", "account_name", "client_name", "firma"]),
        (.currency, unitNames),
        (.amount, openNames + amountNames),
        (.issued, [
            "issued", "date", "invoice_date", "issue_date", "document_date", "doc_date", "issued_on", "bill_date", "rechnungsdatum",
            "belegdatum", "datum", "posting_date", "date_de_facture", "date_facture", "fecha",
        ]),
        (.terms, ["terms_days", "terms", "payment_terms", "days", "zahlungsziel"]),
        (.due, ["due", "due_date", "due_on", "payable_by", "fällig", "faellig", "fälligkeit", "faelligkeit", "fällig_am", "échéance",
            "faellig_am", "fälligkeitsdatum", "faelligkeitsdatum", "net_due_date", "zahlbar_bis", "date_d'échéance", "echeance",
            "date_echeance", "vencimiento", "scadenza",
        ]),
        (.reference, ["reference", "ref", "po", "po_number", "purchase_order", "order", "order_no", "your_reference", "bestellung"]),
        (.note, noteNames + ["description", "text"]),
    ]

    private static let paymentColumns: [(field: FileField, names: [String])] = [
        (.id, ["id", "payment", "payment_id", "payment_no"]),
        (.transaction, ["transaction", "transaction_id", "transaction_no", "bank_id", "bank_reference", "entry", "entry_id", "statement_line"]),
        (.debtor, debtorNames),
        (.invoice, invoiceNames),
        (.payer, ["payer", "payer_name", "from", "name", "counterparty", "sender", "remitter", "auftraggeber",
            "beguenstigter_zahlungspflichtiger", "begünstigter_zahlungspflichtiger", "name_zahlungsbeteiligter", "zahlungspflichtiger",
            "customer_description", "donneur_d_ordre",
        ]),
        (.date, ["date", "paid", "paid_on", "payment_date", "booked", "booking_date", "value_date", "received", "buchungstag", "datum",
            "buchungsdatum", "transaction_date", "posting_date", "created_utc", "valuta", "valutadatum", "wertstellung", "date_opération",
        ]),
        (.amount, [
            "amount", "paid_in", "money_in", "credit_amount", "paid_amount", "payment_amount", "value", "credit", "betrag", "umsatz", "haben",
            "crédit", "montant",
        ]),
        (.currency, unitNames),
        (.method, ["method", "payment_method", "channel"]),
        (.reference, ["reference", "ref", "details", "purpose", "description", "remittance", "text", "verwendungszweck",
            "narrative", "transaction_description", "libellé", "payment_reference",
        ]),
        (.note, noteNames),
    ]

    private static let creditColumns: [(field: FileField, names: [String])] = [
        (.id, ["id", "credit", "credit_id", "credit_note", "credit_note_no"]),
        (.number, ["number", "no"]),
        (.external, ["external", "external_id", "external_number"]),
        (.debtor, debtorNames),
        (.invoice, invoiceNames),
        (.date, ["date", "credit_date", "issued", "datum"]),
        (.amount, amountNames + ["credit_amount"]),
        (.currency, unitNames),
        (.reason, ["reason", "because", "grund"] + noteNames),
    ]

    private static let contactColumns: [(field: FileField, names: [String])] = [
        (.id, ["id", "contact", "contact_id"]),
        (.debtor, debtorNames),
        (.invoice, invoiceNames),
        (.person, ["person", "person_id", "spoke_to"]),
        (.at, ["at", "time", "timestamp", "when"]),
        (.date, ["date", "day", "contact_date"]),
        (.channel, ["channel", "by", "via", "medium"]),
        (.outcome, ["outcome", "result"]),
        (.next, ["next", "next_date", "follow_up", "followup"]),
        (.staff, ["staff", "user", "agent", "collector", "owner"]),
        (.note, noteNames + ["text"]),
    ]
}

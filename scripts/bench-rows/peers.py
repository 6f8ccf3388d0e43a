"""What the peers are asked: their stores, their SQL, and a polars script. Amounts are integers of cents everywhere, so sums are
exact, and each peer gets the indexes and settings a user who cares would give it."""
import os

TODAY = "2025-12-31"      # the book's last day
EARLIER = "2025-06-30"    # a day before which payments must be looked at one by one
WARM_SQLITE = "PRAGMA cache_size=-1000000; PRAGMA mmap_size=4000000000;\n.timer on"
WARM_DUCKDB = "SET threads=1;\n.timer on"
SQLITE_TIME = (r"Run Time: real ([\d.]+)", 1.0)
DUCKDB_TIME = (r"Run Time \(s\): real ([\d.]+)", 1.0)

SQLITE_TABLES = """CREATE TABLE debtors(id INTEGER PRIMARY KEY, name TEXT, country TEXT, currency TEXT, terms_days INT,
 credit_limit REAL, segment TEXT, email TEXT, opened TEXT);
CREATE TABLE invoices(id INTEGER PRIMARY KEY, number TEXT, debtor_id INT, currency TEXT, amount INT, issued TEXT, terms_days INT,
 due TEXT, reference TEXT, balance INT);
CREATE TABLE payments(id INTEGER PRIMARY KEY, invoice_id INT, debtor_id INT, date TEXT, amount INT, method TEXT);
"""


def sqlite_store(bench):
    """The book in a file, with balances kept and the indexes the questions want."""
    path = bench.path("book.sqlite")
    if os.path.exists(path):
        return path
    cents = "CAST(replace({}, '.', '') AS INT)".format
    script = bench.write("sqlite-store.sql", [
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;\n", SQLITE_TABLES, "ATTACH ':memory:' AS raw;\n",
        "CREATE TABLE raw.i(id, number, debtor_id, currency, amount, issued, terms_days, due, reference);\n",
        "CREATE TABLE raw.p(id, invoice_id, debtor_id, date, amount, method);\n",
        f".import --csv --skip 1 {bench.sheets}/debtors.csv debtors\n",
        f".import --csv --skip 1 --schema raw {bench.sheets}/invoices.csv i\n",
        f".import --csv --skip 1 --schema raw {bench.sheets}/payments.csv p\n",
        f"INSERT INTO payments SELECT id, invoice_id, debtor_id, date, {cents('amount')}, method FROM raw.p;\n",
        f"INSERT INTO invoices SELECT CAST(id AS INT), number, debtor_id, currency, {cents('amount')}, issued, terms_days, due,"
        f" reference, {cents('amount')} - coalesce(paid, 0) FROM raw.i LEFT JOIN"
        " (SELECT invoice_id AS of, sum(amount) AS paid FROM payments GROUP BY 1) ON of = CAST(raw.i.id AS INT);\n",
        "CREATE INDEX paid ON payments(invoice_id, date, amount); CREATE INDEX due ON invoices(due);\n",
        "CREATE INDEX owed ON invoices(debtor_id); PRAGMA journal_mode=WAL; ANALYZE;\n"])
    bench.spawn([bench.sqlite, "-batch", path], script)
    return path


def duckdb_store(bench):
    path = bench.path("book.duckdb")
    if os.path.exists(path):
        return path
    read = "read_csv('{}/{}.csv', types={{'amount': 'DECIMAL(14,2)'}})".format
    script = bench.write("duckdb-store.sql", [
        f"CREATE TABLE debtors AS FROM read_csv('{bench.sheets}/debtors.csv');\n",
        "CREATE TABLE payments AS SELECT * REPLACE (CAST(amount * 100 AS BIGINT) AS amount)"
        f" FROM {read(bench.sheets, 'payments')};\n",
        "CREATE TABLE invoices AS SELECT i.* REPLACE (CAST(amount * 100 AS BIGINT) AS amount),"
        f" CAST(amount * 100 AS BIGINT) - coalesce(paid, 0)::BIGINT AS balance FROM {read(bench.sheets, 'invoices')} i"
        " LEFT JOIN (SELECT invoice_id AS of, sum(amount) AS paid FROM payments GROUP BY 1) ON of = id ORDER BY id;\n",
        "CREATE UNIQUE INDEX by_id ON invoices(id); CHECKPOINT;\n"])
    bench.spawn([bench.duckdb, "-batch", path], script)
    return path


def bucket(day):
    """The ageing bucket at a day, by its edges: 1-30 is due one to thirty days before."""
    import datetime
    at = datetime.date.fromisoformat(day)
    edges = [(at - datetime.timedelta(days=days)).isoformat() for days in (0, 30, 60, 90)]
    names = ("not_due", "1-30", "31-60", "61-90")
    whens = " ".join(f"WHEN due >= '{edge}' THEN '{name}'" for edge, name in zip(edges, names))
    return f"CASE {whens} ELSE '90+' END"


def as_of(day):
    """Invoices as they stood on a day, balances from the payments until then."""
    return (f"(SELECT i.id, i.debtor_id, i.currency, i.due, i.amount - coalesce(paid, 0) AS balance FROM invoices i LEFT JOIN"
            f" (SELECT invoice_id AS of, sum(amount) AS paid FROM payments WHERE date <= '{day}' GROUP BY 1) p ON p.of = i.id"
            f" WHERE i.issued <= '{day}')")


AGE_THEN = f"SELECT currency, {bucket(EARLIER)} b, count(*), sum(balance) FROM {as_of(EARLIER)} x WHERE balance <> 0 GROUP BY 1, 2;"
AGE_NOW = f"SELECT currency, {bucket(TODAY)} b, count(*), sum(balance) FROM invoices WHERE balance <> 0 GROUP BY 1, 2;"
# sqlite would walk its index on debtor_id in order, at six times the cost: the plus sign keeps it from that.
TOP = ("SELECT debtor_id, currency, sum(balance) s FROM invoices WHERE balance <> 0 AND due < '" + TODAY +
       "' GROUP BY {}, currency ORDER BY s DESC, debtor_id, currency LIMIT 20;")
ALL = ("SELECT debtor_id, currency, sum(amount) s, count(*) FROM invoices GROUP BY {}, currency"
       " ORDER BY s DESC, debtor_id, currency LIMIT 20;")
RANGE = ("SELECT * FROM invoices WHERE currency = 'EUR' AND due BETWEEN '2024-03-01' AND '2024-05-31'"
         " ORDER BY amount DESC, id;")
TOTAL = "SELECT currency, sum(balance) FROM invoices GROUP BY 1 ORDER BY 1;"


def interest(days, whole):
    """13.25 % on actual/365, half to even for each invoice, in integers."""
    n = f"(balance * {days} * 1325)"
    return (f"SELECT currency, sum(n {whole} 3650000 + CASE WHEN 2 * (n % 3650000) > 3650000 OR (2 * (n % 3650000) = 3650000"
            f" AND (n {whole} 3650000) % 2 = 1) THEN 1 ELSE 0 END) FROM (SELECT currency, {n} AS n FROM invoices"
            f" WHERE balance > 0 AND due < '{TODAY}') x GROUP BY 1 ORDER BY 1;")


INTEREST_SQLITE = interest(f"CAST(julianday('{TODAY}') - julianday(due) AS INT)", "/")
INTEREST_DUCKDB = interest(f"CAST(DATE '{TODAY}' - due AS BIGINT)", "//")

# Prints one JSON object: the median of each question, and its answer.
POLARS = '''
import json, statistics, sys, time
from datetime import date
start = time.perf_counter()
import polars as pl
sheets, runs, today, then = sys.argv[1], int(sys.argv[2]), date.fromisoformat(sys.argv[3]), date.fromisoformat(sys.argv[4])
col = pl.col
cents = (col("amount") * 100).round().cast(pl.Int64)
bills = pl.read_csv(sheets + "/invoices.csv", try_parse_dates=True).with_columns(cents)
money = pl.read_csv(sheets + "/payments.csv", try_parse_dates=True).with_columns(cents)
def standing(day):
    paid = money.lazy().filter(col("date") <= day).group_by("invoice_id").agg(col("amount").sum().alias("paid"))
    return (bills.lazy().filter(col("issued") <= day).join(paid, left_on="id", right_on="invoice_id", how="left")
            .with_columns((col("amount") - col("paid").fill_null(0)).alias("balance")))
def ages(frame, day):
    late = (pl.lit(day) - col("due")).dt.total_days()
    b = (pl.when(late <= 0).then(pl.lit("not_due")).when(late <= 30).then(pl.lit("1-30")).when(late <= 60).then(pl.lit("31-60"))
         .when(late <= 90).then(pl.lit("61-90")).otherwise(pl.lit("90+")).alias("b"))
    return frame.filter(col("balance") != 0).with_columns(b).group_by("currency", "b").agg(pl.len(), col("balance").sum()).collect().rows()
now = standing(today).collect()
now.write_parquet(sys.argv[5])
order = dict(descending=[True, False, False])
asked = {
    "c1": lambda: sorted(ages(standing(then), then)),
    "c2": lambda: sorted(ages(now.lazy(), today)),
    "d": lambda: now.lazy().filter((col("balance") != 0) & (col("due") < today)).group_by("debtor_id", "currency")
        .agg(col("balance").sum()).sort(["balance", "debtor_id", "currency"], **order).head(20).collect().rows(),
    "d2": lambda: now.lazy().group_by("debtor_id", "currency").agg(col("amount").sum(), pl.len())
        .sort(["amount", "debtor_id", "currency"], **order).head(20).collect().rows(),
    "e": lambda: now.lazy().filter((col("currency") == "EUR") & col("due").is_between(date(2024, 3, 1), date(2024, 5, 31)))
        .sort(["amount", "id"], descending=[True, False]).collect(),
}
out = {}
for name, ask in asked.items():
    taken = []
    for _ in range(runs + 2):
        t = time.perf_counter(); answer = ask(); taken.append(time.perf_counter() - t)
    if name == "e":
        answer = [len(answer), answer["amount"].sum(), answer["id"][:5].to_list()]
    out[name] = [taken[2:], [list(row) if isinstance(row, tuple) else row for row in answer]]
print(json.dumps(out))
'''
POLARS_LOAD = '''
import sys, polars as pl
for name in ("invoices", "payments"):
    frame = pl.read_csv(sys.argv[1] + "/" + name + ".csv", try_parse_dates=True).with_columns((pl.col("amount") * 100).round().cast(pl.Int64))
    print(len(frame)); globals()[name] = frame
'''
POLARS_TOTAL = '''
import sys, polars as pl
for currency, cents in sorted(pl.scan_parquet(sys.argv[1]).group_by("currency").agg(pl.col("balance").sum()).collect().rows()):
    print(currency, cents, sep="|")
'''

# What was open and not overdue at the end of each of twelve months, and what was invoiced in the three months up to it.
DSO_DUCKDB = f"""WITH months AS (SELECT CASE WHEN k = 0 THEN DATE '{TODAY}' ELSE last_day(DATE '{TODAY}' - to_months(k::INT)) END AS e
  FROM range(12) t(k)),
paid AS (SELECT e, invoice_id, sum(p.amount) AS paid FROM months, payments p WHERE p.date <= e GROUP BY ALL)
SELECT strftime(months.e, '%Y-%m'), currency,
 (sum(amount - coalesce(paid, 0)))::BIGINT,
 (sum(amount) FILTER (issued >= date_trunc('month', months.e) - INTERVAL 2 MONTH))::BIGINT,
 (coalesce(sum(amount - coalesce(paid, 0)) FILTER (due >= months.e), 0))::BIGINT
FROM months JOIN invoices ON issued <= months.e LEFT JOIN paid ON paid.e = months.e AND paid.invoice_id = invoices.id
GROUP BY 1, 2 ORDER BY 1, 2;"""

# Days late weighted by amount over what fell due in twelve months; what is open counts to today.
BEHAVIOUR_DUCKDB = f"""WITH of AS (SELECT id, debtor_id, currency, due, balance FROM invoices
  WHERE due > DATE '{TODAY}' - INTERVAL 12 MONTH - INTERVAL 1 DAY AND due <= DATE '{TODAY}'),
late AS (SELECT of.id, sum(p.amount * greatest(0, p.date - of.due)) AS weight, sum(p.amount) AS paid
  FROM of JOIN payments p ON p.invoice_id = of.id AND p.date <= DATE '{TODAY}' GROUP BY 1)
SELECT debtor_id, currency, count(*), sum(CASE WHEN coalesce(weight, 0) + balance * (DATE '{TODAY}' - due) > 0 THEN 1 ELSE 0 END),
 round(sum(coalesce(weight, 0) + balance * (DATE '{TODAY}' - due))::DOUBLE / sum(coalesce(paid, 0) + balance), 2)
FROM of LEFT JOIN late USING (id) GROUP BY 1, 2 ORDER BY 1, 2;"""

"""The rows of the bench: what is asked of us and of each peer, and how both answers are brought to one form."""
import csv
import io
import json
import os
import random
import shutil
import subprocess

import peers
import programs
from measure import OURS, Figure, Trouble
from peers import DUCKDB_TIME, EARLIER, SQLITE_TIME, TODAY, WARM_DUCKDB, WARM_SQLITE

TIMING = (r"-- ([\d.]+) ms", 1e-3)
LINES = 20_000       # statements in the rows of single commands
DURABLE = 2_000      # and where each is synced


# ---- answers in one form: lists of text, amounts in cents

def cells(printed):
    """The records of the last CSV we printed, without its header."""
    return list(csv.DictReader(io.StringIO(printed)))


def cents(text):
    whole, _, part = text.partition(".")
    return whole + (part + "00")[:2]


def number(text):
    return text.rsplit("-", 1)[-1].lstrip("0") or "0"


def piped(printed, width):
    return [line.split("|") for line in printed.replace('"', "").splitlines() if line.count("|") == width - 1]


def sorted_rows(rows):
    return sorted([str(cell) for cell in row] for row in rows)


# ---- our side

def ours(bench, *words):
    return [bench.program, "--no-config", "--today", TODAY, *words]


def book(bench):
    """The book on disk, imported once."""
    def make():
        path = bench.path("bench.book")
        if os.path.exists(path):
            shutil.rmtree(path)
        bench.spawn(ours(bench, "--root", bench.sheets, "--new", "-c", f'import "{bench.sheets}"', path))
        bench.spawn(ours(bench, "-c", "set rounding half-even", path))
        return path
    return bench.once("book", make)


def asked(bench, question, answer=None):
    """Warm: the statement again and again in one process."""
    command = ours(bench, "--timing", "--format", "csv", book(bench))

    def last(printed):
        return answer(printed[:len(printed) // (bench.runs + 2)]) if answer else None
    return bench.warm(command, question, TIMING, answer=last)


def sql(bench, statement_sqlite, statement_duckdb, answer=None):
    """Warm, in both databases."""
    figures = {}
    def last(printed):
        return answer(printed) if answer else None
    if bench.sqlite:
        store = bench.once("sqlite", lambda: peers.sqlite_store(bench))
        figures["sqlite3"] = bench.warm([bench.sqlite, "-batch", store], statement_sqlite, SQLITE_TIME, WARM_SQLITE, last)
    if bench.duckdb:
        store = bench.once("duckdb", lambda: peers.duckdb_store(bench))
        command = [bench.duckdb, "-batch", "-noheader", "-list", store]
        figures["duckdb"] = bench.warm(command, statement_duckdb, DUCKDB_TIME, WARM_DUCKDB, last)
    return figures


def polars(bench, name, answer=None):
    """What the polars script found for a row; it runs once for all of them."""
    if not bench.polars:
        return {}
    def run():
        command = [bench.polars, "-c", peers.POLARS, bench.sheets, str(bench.runs), TODAY, EARLIER, bench.path("now.parquet")]
        return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1])
    seconds, rows = bench.once("polars", run)[name]
    return {"polars": Figure(seconds, answer(rows) if answer else None)}


# ---- rows

def two_sheets(bench):
    """Debtors, invoices and payments alone: what the peers load, and the debtors that the invoices refer to."""
    folder = bench.path("sheets")
    os.makedirs(folder, exist_ok=True)
    for name in ("debtors", "invoices", "payments"):
        if not os.path.exists(f"{folder}/{name}.csv"):
            try:
                os.link(f"{bench.sheets}/{name}.csv", f"{folder}/{name}.csv")
            except OSError:
                shutil.copy(f"{bench.sheets}/{name}.csv", folder)
    return folder


def count_answer(printed):
    return [line for line in printed.split() if line.isdigit()][-2:]


def load(bench):
    folder = two_sheets(bench)
    question = f'import "{folder}"; invoices | count; payments | count'
    figures = {OURS: bench.whole(ours(bench, "--root", folder, "--format", "csv", "--memory", "-c", question), answer=count_answer, memory=True)}
    counts = "SELECT count(*) FROM invoices;\nSELECT count(*) FROM payments;\n"
    if bench.sqlite:
        script = bench.write("load.sql", [
            peers.SQLITE_TABLES.replace(", balance INT", "").replace("amount INT", "amount REAL"),
            f".import --csv --skip 1 {folder}/invoices.csv invoices\n.import --csv --skip 1 {folder}/payments.csv payments\n", counts])
        figures["sqlite3"] = bench.whole([bench.sqlite, "-batch", ":memory:"], script, count_answer, runs=min(3, bench.runs), memory=True)
    if bench.duckdb:
        read = "CREATE TABLE {0} AS FROM read_csv('{1}/{0}.csv', types={{'amount': 'DECIMAL(14,2)'}});\n".format
        script = bench.write("load.duck", ["SET threads=1;\n", read("invoices", folder), read("payments", folder), counts])
        figures["duckdb"] = bench.whole([bench.duckdb, "-batch", "-noheader", "-list", ":memory:"], script, count_answer, memory=True)
    if bench.polars:
        figures["polars"] = bench.whole([bench.polars, "-c", peers.POLARS_LOAD, folder], answer=count_answer, memory=True)
    return figures


def load_durably(bench):
    """The same into a new book, on the disk when it says ok; beside the peers that only load."""
    path = bench.path("load.book")
    folder = two_sheets(bench)
    command = ours(bench, "--root", folder, "--new", "-c", f'import "{folder}"', path)
    figures = {OURS: bench.whole(command, before=lambda: shutil.rmtree(path, ignore_errors=True))}
    shutil.rmtree(path, ignore_errors=True)
    return figures


def one_row(bench):
    wanted = bench.size * 7 // 9
    with open(os.path.join(bench.sheets, "invoices.csv"), encoding="utf-8") as lines:
        name = next(line for at, line in enumerate(lines) if at == wanted).split(",")[1]
    command = ours(bench, "--format", "csv", "-c", f"invoices | where id = {name}", book(bench))
    figures = {OURS: bench.whole(command, answer=lambda got: len(cells(got)))}
    for peer, command in stores(bench):
        figures[peer] = bench.whole(command + [f"SELECT * FROM invoices WHERE id = {wanted};"], answer=lambda got: len(got.split("\n")) - 1)
    return figures


def stores(bench):
    if bench.sqlite:
        yield "sqlite3", [bench.sqlite, "-batch", bench.once("sqlite", lambda: peers.sqlite_store(bench))]
    if bench.duckdb:
        store = bench.once("duckdb", lambda: peers.duckdb_store(bench))
        yield "duckdb", [bench.duckdb, "-batch", "-noheader", "-list", store]


def totals(printed):
    return sorted_rows([row["currency"], cents(row["balance"])] for row in cells(printed))


def open_and_sum(bench):
    figures = {OURS: bench.whole(ours(bench, "--format", "csv", "-c", "invoices | sum balance", book(bench)), answer=totals)}
    for peer, command in stores(bench):
        figures[peer] = bench.whole(command + [peers.TOTAL], answer=lambda got: sorted_rows(piped(got, 2)))
    if bench.polars:
        polars(bench, "c2")
        figures["polars"] = bench.whole([bench.polars, "-c", peers.POLARS_TOTAL, bench.path("now.parquet")],
                                        answer=lambda got: sorted_rows(piped(got, 2)))
    return figures


AGE = "where balance != 0 | summarise n = count(), owed = sum(balance) by currency, bucket"


def ages(printed):
    return sorted_rows([row["currency"], row["bucket"], row["n"], cents(row["owed"])] for row in cells(printed))


def ages_of_peer(printed):
    return sorted_rows({tuple(row) for row in piped(printed, 4)})


def ageing_then(bench):
    return {OURS: asked(bench, f"invoices as of {EARLIER} | {AGE}", ages), **sql(bench, peers.AGE_THEN, peers.AGE_THEN, ages_of_peer),
            **polars(bench, "c1", sorted_rows)}


def ageing_now(bench):
    return {OURS: asked(bench, f"invoices | {AGE}", ages), **sql(bench, peers.AGE_NOW, peers.AGE_NOW, ages_of_peer),
            **polars(bench, "c2", sorted_rows)}


def ageing_stage(bench):
    return {OURS: asked(bench, "invoices | age")}


def ageing_process(bench):
    figures = {OURS: bench.whole(ours(bench, "--format", "csv", "-c", f"invoices | {AGE}", book(bench)), answer=ages)}
    for peer, command in stores(bench):
        figures[peer] = bench.whole(command + [peers.AGE_NOW], answer=ages_of_peer)
    return figures


def interest(bench):
    def read(printed):
        return sorted_rows([row["currency"], cents(row["interest"])] for row in cells(printed))
    def of_peer(printed):
        return sorted_rows({tuple(row) for row in piped(printed, 2)})
    return {OURS: asked(bench, "interest 13.25% | sum interest", read),
            **sql(bench, peers.INTEREST_SQLITE, peers.INTEREST_DUCKDB, of_peer)}


def duckdb_alone(bench, statement, answer):
    if not bench.duckdb:
        return {}
    store = bench.once("duckdb", lambda: peers.duckdb_store(bench))
    return {"duckdb": bench.warm([bench.duckdb, "-batch", "-noheader", "-list", store], statement, DUCKDB_TIME, WARM_DUCKDB, answer)}


def dso_by_month(bench):
    def read(printed):
        return sorted_rows([row["month"], row["currency"], cents(row["receivables"]), cents(row["sales"]), cents(row["not_overdue"])]
                           for row in cells(printed))
    def of_peer(printed):
        return sorted_rows({tuple(row) for row in piped(printed, 5)})
    return {OURS: asked(bench, "dso by month months 12 | select month, currency, receivables, sales, not_overdue", read),
            **duckdb_alone(bench, peers.DSO_DUCKDB, of_peer)}


def behaviour(bench):
    def read(printed):
        return sorted_rows([number(row["debtor"]), row["currency"], row["sample"], row["late"]] for row in cells(printed))
    def of_peer(printed):
        return sorted_rows({tuple(row[:4]) for row in piped(printed, 5)})
    return {OURS: asked(bench, "behaviour | select debtor, currency, sample, late, delay", read),
            **duckdb_alone(bench, peers.BEHAVIOUR_DUCKDB, of_peer)}


def claims(bench):
    return {OURS: asked(bench, "claims rate 13.25% | sum interest")}


def pairs(amount, *more):
    def read(printed):
        return [[number(row["debtor"]), row["currency"], cents(row[amount]), *(row[name] for name in more)] for row in cells(printed)]
    return read


def texts(rows):
    return [[str(cell) for cell in row] for row in rows]


def top_twenty(bench):
    question = "invoices | where overdue > 0d and balance != 0 | sum balance by debtor, currency | sort -balance, debtor, currency | take 20"
    return {OURS: asked(bench, question, pairs("balance")),
            **sql(bench, peers.TOP.format("+debtor_id"), peers.TOP.format("debtor_id"), lambda got: piped(got, 3)[:20]),
            **polars(bench, "d", texts)}


def all_debtors(bench):
    question = ("invoices | summarise amount = sum(amount), n = count() by debtor, currency"
                " | sort -amount, debtor, currency | take 20")
    return {OURS: asked(bench, question, pairs("amount", "n")),
            **sql(bench, peers.ALL.format("+debtor_id"), peers.ALL.format("debtor_id"), lambda got: piped(got, 4)[:20]),
            **polars(bench, "d2", texts)}


RANGE = ("invoices | where currency = \"EUR\" and due in 2024-03-01..2024-05-31 | sort -amount, id"
         " | select id, external, debtor, currency, amount, issued, terms, due, reference, balance")


def date_range_kept(bench):
    """Beside the peer that keeps its rows and prints none."""
    def read(printed):
        return [cells(printed)[0]["n"], str(int(cents(cells(printed)[0]["sum"])))]
    ours_alone = bench.warm(
        ours(bench, "--timing", "--format", "csv", book(bench)), f"$found = {RANGE}", TIMING, before=f"let found = {RANGE}",
        after="$found | summarise n = count(), sum = sum(amount)", answer=read)
    return {OURS: ours_alone, **polars(bench, "e", lambda found: texts([found])[0][:2])}


def date_range(bench):
    """Beside the peers that print every row."""
    def read(printed):
        rows = cells(printed)
        return [str(len(rows)), str(sum(int(cents(row["amount"])) for row in rows))]
    def of_peer(printed):
        rows = piped(printed, 10)
        share = len(rows) // (bench.runs + 2)
        return [str(share), str(sum(int(row[4]) for row in rows[:share]))]
    return {OURS: asked(bench, RANGE, read), **sql(bench, peers.RANGE, peers.RANGE, of_peer)}


def names(bench, count):
    """Numbers of invoices and their names, drawn by a fixed seed."""
    draw = random.Random(2)
    wanted = [draw.randrange(1, bench.size + 1) for _ in range(count)]
    found = {}
    with open(os.path.join(bench.sheets, "invoices.csv"), encoding="utf-8", newline="") as lines:
        want = set(wanted)
        for row in csv.reader(lines):
            if row[0].isdigit() and int(row[0]) in want:
                found[int(row[0])] = row[1]
    return [(n, found[n]) for n in wanted]


def look_ups(bench):
    drawn = names(bench, LINES)
    command = ours(bench, "--format", "csv", book(bench))

    def lines(some):
        return bench.write("look-ups.recoup", [f"invoices | where id = {name}\n" for _, name in some])
    # As many as three seconds hold: a first few tell what one costs.
    cost = bench.spawn(command, lines(drawn[:50]))[0] / 50
    some = drawn[:max(50, min(LINES, int(3 / cost)))]
    figures = {OURS: bench.whole(command, lines(some), runs=3, per=len(some))}
    for peer, command in stores(bench):
        some = drawn if peer == "sqlite3" else drawn[:LINES // 20]
        script = bench.write("look-ups.sql", [f"SELECT * FROM invoices WHERE id = {n};\n" for n, _ in some])
        figures[peer] = bench.whole(command, script, runs=3, per=len(some))
    return figures


def new_invoices(count):
    """The same invoices as our commands and as SQL."""
    draw = random.Random(3)
    rows = [(n, draw.randrange(1, 101), draw.randrange(500, 500_000), draw.randrange(1, 29)) for n in range(1, count + 1)]
    debtors = [f'add debtor "Debtor {n}" currency EUR\n' for n in range(1, 101)]
    add = [f'add invoice {c // 100}.{c % 100:02d} EUR to D-{d} on 2025-11-{day:02d} due 2025-12-{day:02d} reference "PO-{n}"\n'
           for n, d, c, day in rows]
    insert = [f"INSERT INTO invoices VALUES({n},'INV-{n}',{d},'EUR',{c},'2025-11-{day:02d}',30,'2025-12-{day:02d}','PO-{n}',{c});\n"
              for n, d, c, day in rows]
    return debtors, add, insert


def inserts(bench, count, ours_words, ours_frame, sqlite_words, sqlite_frame):
    debtors, add, insert = new_invoices(count)
    figures = {}
    path, other = bench.path("new.book"), bench.path("new.sqlite")
    def clean():
        shutil.rmtree(path, ignore_errors=True)
        for ending in ("", "-wal", "-shm", "-journal"):
            if os.path.exists(other + ending):
                os.unlink(other + ending)
        if "--memory" not in ours_words:
            script = bench.write("debtors.recoup", debtors)
            bench.spawn(ours(bench, "--new", path, "-"), script)
    begin, end = ours_frame
    last = "invoices | count\n"
    if "--memory" in ours_words:
        begin = "".join(debtors) + begin
    script = bench.write("add.recoup", [begin, *add, end, last])
    answer = lambda got: got.split()[-1]
    figures[OURS] = bench.whole(ours(bench, "--format", "csv", *(ours_words or [path])), script, answer, clean, 3, 0, count)
    if bench.sqlite:
        begin, end = sqlite_frame
        script = bench.write("add.sql", [begin, peers.SQLITE_TABLES, *insert, end, "SELECT count(*) FROM invoices;\n"])
        figures["sqlite3"] = bench.whole([bench.sqlite, "-batch", *(sqlite_words or [other])], script, answer, clean, 3, 0, count)
    clean()
    shutil.rmtree(path, ignore_errors=True)
    return figures


def insert_in_memory(bench):
    return inserts(bench, LINES, ["--memory"], ("", ""), [":memory:"], ("BEGIN;\n", "COMMIT;\n"))


FULL = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;\n"


def insert_once_durable(bench):
    return inserts(bench, LINES, [], ("begin\n", "commit\n"), [], (FULL + "BEGIN;\n", "COMMIT;\n"))


def insert_each_durable(bench):
    return inserts(bench, DURABLE, [], ("", ""), [], (FULL, ""))


def snapshot(bench):
    target = bench.path("snapshot.sqlite")
    def clean():
        for ending in ("", ".wal"):
            if os.path.exists(target + ending):
                os.unlink(target + ending)

    def change():
        # Without a change since the last one there would be nothing to write.
        for way in ("half-up", "half-even"):
            bench.spawn(ours(bench, "-c", f"set rounding {way}", book(bench)))
    figures = {OURS: bench.whole(ours(bench, "-c", "book snapshot", book(bench)), before=change)}
    for peer, command in stores(bench):
        if peer == "sqlite3":
            figures[peer] = bench.whole(command + [f".backup {target}"], before=clean, runs=3)
        else:
            copy = f"ATTACH '{command[-1]}' AS s (READ_ONLY); ATTACH '{target}' AS t; COPY FROM DATABASE s TO t; CHECKPOINT t;"
            figures[peer] = bench.whole(command[:-1] + [":memory:", "SET threads=1;" + copy], before=clean, runs=3)
        clean()
    return figures


def load_snapshot(bench):
    """Everything readable again, to a first answer over every invoice."""
    figures = {OURS: bench.whole(ours(bench, "--format", "csv", "-c", "invoices | sum balance", book(bench)), answer=totals)}
    if bench.sqlite:
        store = bench.once("sqlite", lambda: peers.sqlite_store(bench))
        figures["sqlite3"] = bench.whole([bench.sqlite, "-batch", ":memory:", f".restore {store}", peers.TOTAL],
                                         answer=lambda got: sorted_rows(piped(got, 2)), runs=3)
    if bench.duckdb:
        store = bench.once("duckdb", lambda: peers.duckdb_store(bench))
        copy = f"SET threads=1; ATTACH '{store}' AS s (READ_ONLY); COPY FROM DATABASE s TO memory; "
        figures["duckdb"] = bench.whole([bench.duckdb, "-batch", "-noheader", "-list", ":memory:", copy + peers.TOTAL],
                                        answer=lambda got: sorted_rows(piped(got, 2)), runs=3)
    return figures


def start(bench):
    turns = max(21, bench.runs)
    figures = {OURS: bench.whole(ours(bench, "--memory", "-c", "1"), runs=turns, warm=3, answer=str.split)}
    if bench.sqlite:
        figures["sqlite3"] = bench.whole([bench.sqlite, ":memory:", "select 1"], runs=turns, warm=3, answer=str.split)
    if bench.duckdb:
        figures["duckdb"] = bench.whole([bench.duckdb, ":memory:", "select 1"], runs=5)
    return figures


def idle(bench):
    figures = {OURS: bench.prompt(ours(bench, "--memory"), b"> ")}
    if bench.sqlite:
        figures["sqlite3"] = bench.prompt([bench.sqlite], b"sqlite> ")
    return figures


TYPED = [
    "invoices | where balance > 500 and overdue > 30d | sort -balance | ta",
    "receive 500 GBP from har",
    "receive 1,250.50 EUR from D-1042 for INV-2023-01",
    "debtors | where name contains \"Timber\" and country = \"DE\" | select id, na",
    "show lef",
]


def keys_typed(bench):
    """Every key of a few statements, each with colours, the suggestion behind it and the hint below; then the menu."""
    def make():
        keys = []
        for line in TYPED:
            keys += [bytes([letter]) for letter in line.encode()] + [b"\t", b"x", b"\x15"]
        return bench.keys(ours(bench, book(bench)), keys)
    return bench.once("keys", make)


def worst(seconds):
    return sorted(seconds)[len(seconds) * 99 // 100]


def key_through(bench):
    return {OURS: Figure(keys_typed(bench)[0])}


def key_through_worst(bench):
    return {OURS: Figure([worst(keys_typed(bench)[0])])}


def key_inside(bench):
    return {OURS: Figure(keys_typed(bench)[1])}


def key_inside_worst(bench):
    return {OURS: Figure([worst(keys_typed(bench)[1])])}


ALL = [
    ("a", "load CSV to memory, whole process", load),
    ("a+", "load CSV into a book on the disk", load_durably),
    ("b1", "open the book, one row by id", one_row),
    ("b2", "open the book, sum all balances", open_and_sum),
    ("c1", f"ageing as of {EARLIER} from payments, warm", ageing_then),
    ("c2", "ageing today, warm", ageing_now),
    ("c2s", "the same by the stage age, warm", ageing_stage),
    ("c2p", "ageing today, whole process", ageing_process),
    ("c3", "interest, half-even per invoice, warm", interest),
    ("m1", "DSO by month, a year, warm", dso_by_month),
    ("m2", "how late each debtor pays, warm", behaviour),
    ("m3", "claims on every late invoice, warm", claims),
    ("d", "top 20 debtors by overdue, warm", top_twenty),
    ("d2", "all invoices by debtor, sorted, warm", all_debtors),
    ("e", "EUR due in three months, sorted, all rows out", date_range),
    ("e0", "the same, kept and not printed", date_range_kept),
    ("f", "look-up by id, one command a line", look_ups),
    ("g1", "insert, one command a line, in memory", insert_in_memory),
    ("g2", "the same to disk, durable once at the end", insert_once_durable),
    ("g5", "the same, each confirmed durable, one stream", insert_each_durable),
    ("i1", "snapshot of everything", snapshot),
    ("i2", "load it", load_snapshot),
    ("j", "start to first output, empty book", start),
    ("j2", "idle prompt", idle),
    ("key", "a key at the prompt, byte to frame, median", key_through),
    ("key9", "the same, 99 of 100 are faster", key_through_worst),
    ("keyi", "a key, processor time inside, median", key_inside),
    ("keyi9", "the same, 99 of 100 are faster", key_inside_worst),
    *programs.ALL,
]

#!/usr/bin/env python3
"""Random pipelines over random books, answered by the program and by databases that read its export.

Each book is a script of statements, exported with `export sql`. Each pipeline is made up by type over the nouns, said in SQL with
`show sql`, and run both ways: the rows must be the same, in the same order, to the cent. sqlite3 of the standard library answers
always, duckdb where it is installed, PostgreSQL where --postgres names a socket directory. A disagreement prints the seed, the
pipeline, the statement and both answers, and leaves the book.

    scripts/sqlagree 2000 1
"""
import argparse, datetime, json, os, random, re, shutil, sqlite3, subprocess, sys, tempfile
from decimal import Decimal

try:
    import duckdb
except ImportError:
    duckdb = None

TODAY = datetime.date(2026, 11, 23)
NOUNS = ["debtors", "accounts", "people", "invoices", "instalments", "credits", "charges", "payments", "allocations", "contacts",
         "promises", "plans", "cases", "steps", "holds", "disputes", "refunds", "writeoffs"]
# Columns that the views do not work out; show sql refuses them by name.
LACKS = {("invoices", "discount"), ("plans", "default_on"), ("plans", "cure_until"), ("credits", "left")}
TEXTS = ["Harbour Cafe", "Müller & Söhne", "O'Brien \"Ltd\"", "line\\nbreak", "ÅSTRÖM ab", "ΣΊΣΥΦΟΣ", "100% _sure_!", "harbour cafe",
         "a|b;c--d/*e*/", "Kelvin \u212a ſ", "名前 株式会社", "x" * 40, "{{brace}}", "tail ", "Straße", "naïve café 🚚"]
CURRENCIES = ["EUR", "EUR", "GBP", "USD", "JPY", "KWD"]
DECIMALS = {"JPY": 0, "KWD": 3}


def quoted(text):
    return '"' + text.replace('"', "'") + '"'


# ---- books -------------------------------------------------------------------------------------------------------------

def a_day(r, low=-400, high=60):
    return TODAY + datetime.timedelta(days=r.randint(low, high))


def amount(r, currency, most=5000):
    decimals = DECIMALS.get(currency, 2)
    minor = r.choice([r.randint(1, most * 100), r.randint(1, 99), r.randint(1, 20) * 10000])
    if not decimals:
        return f"{minor} {currency}"
    return f"{minor // 10**decimals}.{minor % 10**decimals:0{decimals}d} {currency}"


def a_book(r):
    """A script; what the rules refuse is left out by `try`."""
    lines, debtors, invoices = ["version 1"], [], []

    def act(line):
        lines.append("try { " + line + " } catch e { }")

    for n in range(1, r.randint(2, 8)):
        currency = r.choice(CURRENCIES)
        line = f"add debtor {quoted(r.choice(TEXTS))} currency {currency}"
        if r.random() < .7:
            line += f" country {r.choice(['DE', 'GB', 'FR', 'US'])}"
        if r.random() < .6:
            line += f" segment {r.choice(['key', 'sme', 'small'])}"
        if r.random() < .6:
            line += f" opened {a_day(r, -700, -300)}"
        if r.random() < .4:
            line += f" limit {r.randint(1, 50) * 100} {currency}"
        if r.random() < .5:
            line += f" owner {quoted(r.choice(['ruth', 'Amir', 'JANA', 'Şule']))}"
        act(line)
        debtors.append((f"D-{n}", currency))
        if r.random() < .5:
            act(f"add person {quoted(r.choice(TEXTS))} for D-{n}" + (" role buyer" if r.random() < .5 else ""))
    for n in range(1, r.randint(3, 26)):
        debtor, currency = r.choice(debtors)
        if r.random() < .15:
            currency = r.choice(CURRENCIES)
        issued = a_day(r, -400, 0)
        due = issued + datetime.timedelta(days=r.choice([0, 7, 14, 30, 30, 60, r.randint(0, 90)]))
        said = r.choice(["3 x 1mo", "30% 30d, 30% 60d, rest 90d", "2/10 net 30"]) if r.random() < .25 else None
        when = f'terms "{said}"' if said else f"due {due}"
        line = f"add invoice {amount(r, currency)} to {debtor} on {issued} {when} id \"INV-{n}\""
        if r.random() < .3:
            line += f" reference {quoted(r.choice(TEXTS))}"
        if r.random() < .05:
            line += " draft"
        act(line)
        invoices.append((f"INV-{n}", debtor, currency, issued))
    for n in range(r.randint(0, 14)):
        invoice, debtor, currency, issued = r.choice(invoices)
        day = issued + datetime.timedelta(days=r.randint(0, 200))
        if day > TODAY:
            day = TODAY
        kind = r.random()
        if kind < .45:
            line = f"receive {amount(r, currency, 2000)} from {debtor} on {day}"
            if r.random() < .6:
                line += f" for {invoice}"
            if r.random() < .5:
                line += f" method {r.choice(['transfer', 'card', 'cheque'])}"
            if r.random() < .3:
                line += f" reference {quoted(r.choice(TEXTS))}"
            act(line)
            if r.random() < .25:
                act(f"refund P-{r.randint(1, 6)} of {amount(r, currency, 90)} because \"asked\" on {a_day(r, -60, 0)}")
            if r.random() < .2:
                act(f"reverse P-{r.randint(1, 6)} because \"bounced\" on {a_day(r, -100, 0)}")
        elif kind < .55:
            act(f"credit {invoice} {amount(r, currency, 300)} because {quoted(r.choice(TEXTS))} on {day}")
        elif kind < .62:
            act(f"charge {invoice} {amount(r, currency, 90)} kind fee because \"late\" on {day}")
        elif kind < .68:
            act(f"writeoff {invoice} because \"small\" on {day}")
        elif kind < .76:
            act(f"promise {amount(r, currency, 900)} from {debtor} by {a_day(r, -60, 60)} on {a_day(r, -90, 0)}"
                + (f" for {invoice}" if r.random() < .5 else ""))
        elif kind < .82:
            act(f"dispute {invoice} because {quoted(r.choice(TEXTS))} since {a_day(r, -90, 0)}")
            if r.random() < .3:
                act("resolve DS-1 outcome rejected on " + str(a_day(r, -20, 0)))
        elif kind < .90:
            target = r.choice([invoice, debtor])
            act(f"hold {target} because {quoted(r.choice(TEXTS))} from {a_day(r, -90, 0)}"
                + (f" until {a_day(r, -30, 60)}" if r.random() < .6 else ""))
        else:
            act(f"cancel {invoice} because \"twice\" on {day}")
    for n in range(r.randint(0, 6)):
        debtor, currency = r.choice(debtors)
        at = f"{a_day(r, -300, 0)}T{r.randint(7, 18):02d}:{r.randint(0, 59):02d}"
        act(f"contact {debtor} by {r.choice(['phone', 'email', 'letter'])} at {at}"
            + (f" outcome {r.choice(['sent', 'no_answer', 'promised'])}" if r.random() < .6 else "")
            + (f" note {quoted(r.choice(TEXTS))}" if r.random() < .4 else ""))
    if r.random() < .3:
        act("strike C-1")
    for n in range(r.randint(0, 2)):
        invoice, debtor, currency, issued = r.choice(invoices)
        act(f"plan {debtor} instalments {r.randint(1, 4)} every {r.choice(['1mo', '14d'])} from {a_day(r, -60, 40)} for {invoice}"
            f" on {a_day(r, -90, -60)}" + (f" missed {r.randint(1, 2)} grace {r.randint(0, 5)}d cure {r.randint(0, 20)}d" if r.random() < .6 else ""))
        act(f"agree PL-{n + 1} on {a_day(r, -60, 0)}")
        act(f"receive {amount(r, currency, 400)} from {debtor} for {invoice} on {a_day(r, -50, 0)}")
    if r.random() < .5:
        debtor, _ = r.choice(debtors)
        act(f"add case {debtor} steps [\"call\", {{title: \"letter\", due: {a_day(r, -30, 40)}, gate: \"no_dispute\"}}, "
            f"{{title: \"visit\", gate: \"no_hold\"}}] title \"case\" due {a_day(r, -30, 30)}")
        if r.random() < .5:
            act("complete S-1")
    for n in range(r.randint(0, 4)):
        invoice, debtor, currency, issued = r.choice(invoices)
        act(r.choice([
            f"edit {debtor} name {quoted(r.choice(TEXTS))} from {a_day(r, -200, 0)}",
            f"edit {debtor} no_chase true from {a_day(r, -200, 0)}",
            f"edit {invoice} due {a_day(r, -60, 60)} from {a_day(r, -200, 0)}",
            f"edit {debtor} segment \"key\" from {a_day(r, -200, 0)}",
            f"edit {debtor} note {quoted(r.choice(TEXTS))}"]))
    return "\n".join(lines) + "\n"


# ---- the nouns, as the help tells them ---------------------------------------------------------------------------------

class Column:
    def __init__(self, name, type, words=(), target=None, shown=True):
        self.name, self.type, self.words, self.target, self.shown = name, type, words, target, shown


def read_nouns(run):
    nouns = {}
    for noun in NOUNS:
        columns, inside = [], False
        for line in run(f"help {noun}")[0].splitlines():
            if line.startswith("columns"):
                inside = True
                continue
            if inside and not line.strip():
                break
            if not inside:
                continue
            found = re.match(r"  (\S+)( \*)?\s+(.*)$", line)
            name, hidden, rest = found[1], bool(found[2]), found[3]
            kind, target, words = None, None, ()
            for prefix, made in [("an id,", "id"), ("text,", "text"), ("a date,", "day"), ("a duration,", "days"), ("money,", "money"),
                                 ("a number,", "number"), ("a percentage,", "percent"), ("a flag,", "flag"), ("a currency,", "currency"),
                                 ("a date with a time,", "moment"), ("a word,", "word")]:
                if rest.startswith(prefix):
                    kind = made
            if kind is None and rest.startswith("id from "):
                kind, target = "reference", re.match(r"id from (\w+)", rest)[1]
            if kind is None and " | " in rest:
                kind = "word"
                words = tuple(word.strip() for word in re.split(r", ", rest)[0].split(" | "))
                if noun == "invoices" and name == "status":
                    words = ("draft", "cancelled", "paid", "open")
            if (noun, name) in LACKS:
                continue
            columns.append(Column(name, kind, words, target, not hidden))
        nouns[noun] = columns
    return nouns


# ---- pipelines ---------------------------------------------------------------------------------------------------------

NAMES = {"order": "`order`", "left": "left", "of": "of"}


class Maker:
    def __init__(self, r, nouns):
        self.r, self.nouns, self.count = r, nouns, 0

    def fresh(self):
        self.count += 1
        return f"x{self.count}"

    def pick(self, columns, *types):
        found = [c for c in columns if c.type in types and c.name not in ("of", "order", "left", "from", "at", "in", "count", "min", "max")
                 or c.type in types and c.name == "at"]
        return self.r.choice(found) if found else None

    def links(self, columns, *types):
        """`debtor.country`, as expressions of the types wanted."""
        found = []
        for c in columns:
            if c.type == "reference" and c.target in self.nouns and "." not in c.name and c.name != "of":
                found += [(f"{c.name}.{t.name}", t) for t in self.nouns[c.target] if t.type in types and t.name not in ("order", "of", "left", "at", "from")]
        return self.r.choice(found) if found else None

    def bare(self, columns, *types):
        if self.r.random() < .25:
            link = self.links(columns, *types)
            if link:
                return link
        c = self.pick(columns, *types)
        return (c.name, c) if c else None

    def number(self, cols, depth=0):
        r = self.r
        choice = r.random()
        if depth > 2 or choice < .2:
            return r.choice([str(r.randint(0, 40)), f"{r.randint(0, 9)}.{r.randint(1, 99):02d}", str(r.randint(1, 3000))])
        if choice < .4:
            found = self.bare(cols, "number")
            if found:
                return found[0]
        if choice < .5:
            found = self.bare(cols, "day")
            if found:
                return f"{r.choice(['year', 'month', 'quarter', 'day'])}({found[0]})"
        if choice < .58:
            found = self.bare(cols, "text")
            if found:
                return f"length({found[0]})"
        if choice < .66:
            return f"amount({self.money(cols, depth + 1)})"
        if choice < .72:
            return f"round({self.number(cols, depth + 1)}, {r.randint(0, 2)})"
        if choice < .78:
            return f"abs({self.number(cols, depth + 1)})"
        if choice < .84:
            return f"({self.days(cols, depth + 1)}) / {r.randint(1, 30)}d"
        op = r.choice(["+", "-", "*", "/", "mod"])
        right = str(r.randint(1, 90)) if op in ("/", "mod") else self.number(cols, depth + 1)
        return f"({self.number(cols, depth + 1)}) {op} {right if right.isdigit() else '(' + right + ')'}"

    def money(self, cols, depth=0):
        r = self.r
        choice = r.random()
        found = self.bare(cols, "money")
        if not found:
            return amount(r, r.choice(CURRENCIES))
        if depth > 1 or choice < .45:
            return found[0]
        if choice < .6:
            return f"{found[0]} * {r.choice(['5%', '12.5%', '0.75%', '2', '1.5', '0.333'])}"
        if choice < .7:
            return f"{found[0]} / {r.choice(['2', '3', '7', '12', '0.3'])}"
        if choice < .8:
            other = self.pick(cols, "money")
            return f"({found[0]} {r.choice('+-')} {other.name})" if other else found[0]
        if choice < .9:
            return f"abs({found[0]})"
        return f"-{found[0]}" if found[0].islower() and "." not in found[0] else found[0]

    def days(self, cols, depth=0):
        r = self.r
        choice = r.random()
        if choice < .4:
            found = self.bare(cols, "days")
            if found:
                return found[0]
        if choice < .6:
            a, b = self.bare(cols, "day"), self.bare(cols, "day")
            if a and b:
                return f"{a[0]} - {b[0]}"
        if choice < .75:
            found = self.bare(cols, "day")
            if found:
                return f"age({found[0]})"
        if choice < .85 and depth < 2:
            return f"({self.days(cols, depth + 1)}) {r.choice('+-')} {r.randint(1, 40)}d"
        if choice < .9 and depth < 2:
            return f"({self.days(cols, depth + 1)}) * {r.randint(2, 4)}"
        return f"{r.randint(0, 90)}d"

    def day(self, cols, depth=0):
        r = self.r
        choice = r.random()
        found = self.bare(cols, "day")
        if not found:
            return str(a_day(r))
        if choice < .5:
            return found[0]
        if choice < .65:
            return f"{found[0]} {r.choice('+-')} {r.randint(0, 60)}d"
        if choice < .8:
            return f"{found[0]} {r.choice('+-')} {r.randint(1, 14)}mo"
        if choice < .9:
            edge = r.choice(["start_of_month", "end_of_month", "start_of_quarter", "end_of_quarter", "start_of_year", "end_of_year"])
            return f"{edge}({found[0]})"
        return f"{found[0]} ?? {a_day(r)}"

    def text(self, cols, depth=0):
        r = self.r
        choice = r.random()
        found = self.bare(cols, "text")
        if not found or choice < .1:
            return quoted(r.choice(TEXTS))
        if choice < .5:
            return found[0]
        if choice < .6:
            return f"{r.choice(['upper', 'lower'])}({found[0]})"
        if choice < .7:
            return f"{found[0]} ?? {quoted(r.choice(TEXTS))}"
        if choice < .8:
            return f"{found[0]} + {quoted('-x')}"
        if choice < .9:
            day = self.bare(cols, "day")
            return f"weekday({day[0]})" if day else found[0]
        return '"{' + found[0] + '} / {' + found[0] + '}"' if "\"" not in found[0] else found[0]

    def needle(self):
        text = self.r.choice(TEXTS).replace('"', "'").replace("{{", "").replace("}}", "").replace("\\n", "")
        at = self.r.randint(0, max(0, len(text) - 2))
        return '"' + self.r.choice([str.upper, str.lower, str])(text[at:at + self.r.randint(1, 5)]) + '"'

    def condition(self, cols, depth=0):
        r = self.r
        choice = r.random()
        if depth < 2 and choice < .2:
            return f"({self.condition(cols, depth + 1)}) {r.choice(['and', 'or'])} ({self.condition(cols, depth + 1)})"
        if depth < 2 and choice < .27:
            return f"not ({self.condition(cols, depth + 1)})"
        kind = r.choice(["number", "money", "money", "day", "days", "text", "text", "word", "flag", "id", "null", "currency", "in", "moment"])
        op = r.choice(["=", "!=", "<", "<=", ">", ">="])
        if kind == "number":
            if r.random() < .3:
                return f"({self.number(cols, 1)}) in {r.randint(0, 5)}..{r.randint(5, 2000)}"
            return f"({self.number(cols, 1)}) {op} ({self.number(cols, 1)})"
        if kind == "money":
            found = self.money(cols, 1)
            right = r.choice([str(r.randint(0, 900)), f"{r.randint(0, 90)}.5", amount(r, r.choice(CURRENCIES)), "0", "0"])
            if r.random() < .2:
                other = self.pick(cols, "money")
                right = other.name if other else right
            return f"{found} {op} {right}" if " " not in found.strip("()") else f"({found}) {op} {right}"
        if kind == "day":
            choice = r.random()
            left = f"({self.day(cols)})"
            if choice < .2:
                return f"{left} in {r.choice(['2026-10', '2026-Q3', '2026-01-01..2026-06-30', 'last month', 'this year'])}"
            if choice < .35:
                return f"{left} {op} {r.choice(['2026-10', '2026-Q2', '2025'])}" if op != "x" else left
            if choice < .5:
                return f"{left} not in [{a_day(r)}, {a_day(r)}, today]"
            return f"{left} {op} ({self.day(cols)})"
        if kind == "moment":
            found = self.pick(cols, "moment")
            if found:
                return f"{found.name} {op} {r.choice(['2026-10', str(a_day(r)), str(a_day(r)) + 'T10:00'])}"
            kind = "days"
        if kind == "days":
            if r.random() < .2:
                return f"({self.days(cols)}) in 0d..{r.randint(1, 90)}d"
            return f"({self.days(cols)}) {op} {r.randint(-10, 90)}d".replace("-", "-") if r.random() < .7 else f"({self.days(cols)}) {op} ({self.days(cols)})"
        if kind == "text":
            left = f"({self.text(cols)})"
            choice = r.random()
            if choice < .45:
                verb = r.choice(["contains", "not contains", "starts", "not starts", "ends", "not ends"])
                return f"{left} {verb} {self.needle()}"
            if choice < .55:
                return f"{left} {r.choice(['matches', 'not matches'])} {r.choice(['%s' % quoted('*a*'), quoted('H*'), quoted('?ü*'), quoted('*%*'), quoted('*_*')])}"
            if choice < .65:
                return f"{left} {r.choice(['in', 'not in'])} [{self.needle()}, {quoted(r.choice(TEXTS))}, {quoted('HARBOUR CAFE')}]"
            if choice < .7:
                return f"{left} is exactly {quoted(r.choice(TEXTS))}"
            return f"{left} {op} {r.choice([quoted(r.choice(TEXTS)), self.text(cols)])}"
        if kind == "word":
            found = self.pick(cols, "word")
            if found and found.words:
                words = [w for w in found.words if re.fullmatch(r"[a-z_]+", w)]
                if words:
                    if r.random() < .3:
                        return f"{found.name} {r.choice(['in', 'not in'])} [{', '.join(r.sample(words, min(2, len(words))))}]"
                    return f"{found.name} {r.choice(['=', '!='])} {r.choice(words)}"
            if found:
                return f"{found.name} {r.choice(['=', '!=', '<', '>'])} {r.choice([quoted('DE'), quoted('key'), quoted('sme')])}"
            kind = "flag"
        if kind == "flag":
            found = self.pick(cols, "flag")
            if found:
                return found.name
            kind = "id"
        if kind == "id":
            found = self.bare(cols, "id", "reference")
            if found:
                prefix = {"debtors": "D-", "invoices": "INV-", "payments": "P-", "people": "PE-"}.get(found[1].target, r.choice(["D-", "INV-", "P-"]))
                ids = [f"{prefix}{r.randint(1, 9)}" for _ in range(2)]
                return r.choice([f"{found[0]} = {ids[0]}", f"{found[0]} != {ids[0]}", f"{found[0]} in [{', '.join(ids)}]", f"{found[0]} not in [{', '.join(ids)}]"])
            kind = "null"
        if kind == "currency":
            found = self.pick(cols, "currency")
            if found:
                return r.choice([f"{found.name} = {quoted(r.choice(CURRENCIES))}", f"{found.name} != {quoted('eur')}", f"{found.name} in [{quoted('EUR')}, {quoted('JPY')}]"])
        if kind == "in":
            found = self.pick(cols, "reference")
            if found and found.target in ("debtors", "invoices"):
                inner = {"debtors": ["debtors | where balance > 0", "invoices | where overdue > 0d | distinct debtor", "debtors | sort -balance | take 2"],
                         "invoices": ["invoices | where balance > 0", "payments | take 0", "credits | select invoice"]}[found.target]
                query = r.choice(inner)
                if query == "payments | take 0":
                    query = "invoices | take 0"
                return f"{found.name} {r.choice(['in', 'not in'])} ({query})"
        found = self.pick(cols, "text", "day", "money", "days", "reference", "word", "moment")
        return f"{found.name} is {r.choice(['', 'not '])}null" if found else "true"

    def expression(self, cols):
        """An expression and the type of the column it makes."""
        r = self.r
        kind = r.choice(["number", "money", "day", "days", "text", "flag", "flag", "link", "link"])
        if kind == "link":
            link = self.links(cols, "text", "money", "day", "days", "flag", "word", "reference", "number", "currency")
            if link:
                return link[0], link[1].type, link[1]
            kind = "flag"
        made = {"number": self.number, "money": self.money, "day": self.day, "days": self.days, "text": self.text, "flag": self.condition}[kind](cols)
        return made, kind, None

    def key(self, cols):
        """`debtor`, `debtor.country` or `x1 = month(due)`, and its column."""
        r = self.r
        choice = r.random()
        if choice < .55:
            found = self.pick(cols, "reference", "word", "text", "currency", "flag", "day", "id", "days")
            if found and "." not in found.name:
                return found.name, Column(found.name, found.type, found.words, found.target)
        if choice < .75:
            link = self.links(cols, "word", "text", "currency")
            if link and not any(c.name == link[0] for c in cols):
                return link[0], Column(link[0], link[1].type, link[1].words, link[1].target)
        name = self.fresh()
        made, kind, source = self.expression(cols)
        return f"{name} = {made}", Column(name, kind, source.words if source else (), source.target if source else None)

    def pipeline(self, noun=None, depth=0):
        r = self.r
        noun = noun or r.choice(NOUNS + ["invoices"] * 8 + ["debtors", "payments"] * 3)
        line = noun
        if r.random() < .3:
            line += f" as of {a_day(r, -420, 10)}"
        cols = [Column(c.name, c.type, c.words, c.target, c.shown) for c in self.nouns[noun]]
        for _ in range(r.choice([0, 1, 1, 2, 2, 3, 3, 4, 5])):
            stage = r.choice(["where"] * 6 + ["sort"] * 4 + ["take", "skip", "take", "derive", "derive", "select", "drop", "rename", "distinct", "sum",
                              "avg", "min", "max", "median", "summarise", "summarise", "summarise", "age", "lookup", "count"])
            shown = [c for c in cols if c.shown]
            if stage == "where":
                line += f" | where {self.condition(cols)}"
            elif stage == "sort":
                keys = []
                for _ in range(r.randint(1, 3)):
                    found = self.pick(cols, "number", "money", "day", "days", "text", "word", "id", "reference", "currency", "flag", "moment")
                    if found and "." not in found.name:
                        keys.append(("-" if r.random() < .5 else "") + found.name)
                if r.random() < .2:
                    keys.append(self.days(cols, 2))
                if keys:
                    line += f" | sort {', '.join(keys)}"
            elif stage in ("take", "skip"):
                line += f" | {stage} {r.randint(0, 12)}"
            elif stage == "derive":
                for _ in range(r.randint(1, 2)):
                    made, kind, source = self.expression(cols)
                    name = self.fresh()
                    if r.random() < .15:
                        found = self.pick(cols, "text", "day", "days")
                        name = found.name if found and "." not in found.name and found.name != "overdue" else name
                    line += f" | derive {name} = {made}"
                    cols = [c for c in cols if c.name != name] if name.startswith("x") else cols
                    there = [c for c in cols if c.name == name]
                    column = Column(name, kind, source.words if source else (), source.target if source else None)
                    if there:
                        place = cols.index(there[0])
                        wasshown = there[0].shown
                        cols[place] = column
                        if not wasshown:
                            cols.remove(column)
                            cols.append(column)
                    else:
                        cols.append(column)
            elif stage == "select":
                picked, items = [], []
                for c in r.sample(cols, min(len(cols), r.randint(1, 6))):
                    if c.type and "." not in c.name and c.name not in ("order", "of", "left", "from"):
                        picked.append(Column(c.name, c.type, c.words, c.target))
                        items.append(c.name)
                if r.random() < .4:
                    made, kind, source = self.expression(cols)
                    name = self.fresh()
                    items.append(f"{name} = {made}")
                    picked.append(Column(name, kind, source.words if source else (), source.target if source else None))
                if items:
                    line += f" | select {', '.join(items)}"
                    cols = picked
            elif stage == "drop" and len(shown) > 2:
                c = r.choice(shown)
                if "." not in c.name and c.name not in ("order", "of", "left", "from"):
                    line += f" | drop {c.name}"
                    cols.remove(c)
            elif stage == "rename":
                c = r.choice(cols)
                if "." not in c.name and c.name not in ("currency", "order", "of", "left", "from"):
                    name = self.fresh()
                    line += f" | rename {name} = {c.name}"
                    c.name = name
            elif stage == "distinct":
                keys = [self.key(cols) for _ in range(r.randint(1, 2))]
                if len({k[1].name for k in keys}) == len(keys):
                    line += f" | distinct {', '.join(k[0] for k in keys)}"
                    cols = [k[1] for k in keys]
            elif stage in ("sum", "avg", "min", "max", "median"):
                types = {"sum": ["money", "number", "days"], "avg": ["money", "number", "days"], "median": ["money", "number", "days"]}.get(
                    stage, ["money", "number", "days", "day", "text", "id", "reference", "word"])
                found = self.pick(cols, *types)
                if not found or "." in found.name:
                    continue
                keys = [k for k in [self.key(cols) for _ in range(r.randint(0, 2))] if k[1].name != found.name]
                if len({k[1].name for k in keys}) != len(keys):
                    continue
                line += f" | {stage} {found.name}" + (f" by {', '.join(k[0] for k in keys)}" if keys else "")
                kind = "number" if stage == "avg" and found.type == "days" else found.type
                made = [k[1] for k in keys] + [Column(found.name, kind, found.words, found.target)]
                if found.type == "money" and not any(c.name == "currency" for c in made):
                    made.append(Column("currency", "currency", shown=False))
                cols = made
            elif stage == "count":
                keys = [self.key(cols) for _ in range(r.randint(1, 2))]
                if len({k[1].name for k in keys}) == len(keys) and not any(k[1].name == "count" for k in keys):
                    line += f" | count by {', '.join(k[0] for k in keys)}"
                    cols = [k[1] for k in keys] + [Column("count", "number")]
            elif stage == "summarise":
                made, items, money = [], [], False
                for _ in range(r.randint(1, 3)):
                    kind = r.choice(["count", "sum", "avg", "min", "max", "median", "distinct", "first", "last"])
                    name = self.fresh()
                    if kind == "count" and r.random() < .5:
                        items.append(f"{name} = count()")
                        made.append(Column(name, "number"))
                        continue
                    types = ["money", "number", "days"] if kind in ("sum", "avg", "median") else ["money", "number", "days", "day", "text", "id", "reference", "word", "flag"]
                    if kind in ("min", "max"):
                        types.remove("flag")
                    found = self.bare(cols, *types)
                    if not found:
                        continue
                    items.append(f"{name} = {kind}({found[0]})")
                    type = found[1].type
                    if kind in ("count", "distinct") or kind == "avg" and type == "days":
                        type = "number"
                    elif type == "money":
                        money = True
                    made.append(Column(name, type, found[1].words, found[1].target))
                if not items:
                    continue
                keys = [self.key(cols) for _ in range(r.randint(0, 2))]
                if len({k[1].name for k in keys}) != len(keys):
                    continue
                line += f" | summarise {', '.join(items)}" + (f" by {', '.join(k[0] for k in keys)}" if keys else "")
                cols = [k[1] for k in keys] + made
                if money and not any(c.name == "currency" for c in cols):
                    cols.append(Column("currency", "currency", shown=False))
            elif stage == "age":
                names = {c.name: c.type for c in cols}
                if names.get("overdue") != "days" or names.get("balance") != "money":
                    continue
                found = self.pick(cols, "reference", "word", "flag")
                keyed = found and "." not in found.name and r.random() < .6
                line += " | age" + (f" by {found.name}" if keyed else "")
                cols = ([Column(found.name, found.type, found.words, found.target)] if keyed else []) + [Column("currency", "currency")] + [
                    Column(n, "money") for n in ["not_due", "1-30", "31-60", "61-90", "90+", "total"]]
                break
            elif stage == "lookup" and depth == 0:
                found = self.pick(cols, "reference")
                if not found or found.name != "debtor" or found.target != "debtors":
                    continue
                right = self.r.choice(["accounts", "contacts | max at by debtor", "payments | sum amount by debtor", "people | select debtor, role, email",
                                       "promises | sort due | select debtor, p = amount, due"])
                line += f" | lookup ({right}) on debtor"
                brought = {"accounts": [("currency", "currency"), ("balance", "money"), ("arrears", "money"), ("unapplied", "money"), ("credit_limit", "money")],
                           "contacts | max at by debtor": [("at", "moment")], "payments | sum amount by debtor": [("amount", "money")],
                           "people | select debtor, role, email": [("role", "word"), ("email", "text")],
                           "promises | sort due | select debtor, p = amount, due": [("p", "money"), ("due", "day")]}[right]
                cols = cols + [Column(n, t) for n, t in brought if not any(c.name == n for c in cols)]
        return line, [c for c in cols if c.shown]


# ---- both ways ---------------------------------------------------------------------------------------------------------

def plain(value):
    """A cell of a database as our JSON would print it."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else value
    return value


def agree(ours, theirs, kind, currency, decimals):
    """Whether a cell of ours (JSON) is a cell of theirs."""
    if ours is None or theirs is None:
        return ours is None and theirs is None
    if kind == "flag":
        return bool(ours) == bool(theirs)
    if kind == "money":
        unit = currency[0]
        if unit != currency[1]:
            return False
        return Decimal(str(ours)).scaleb(decimals[unit]) == Decimal(str(theirs))
    if kind in ("number", "percent"):
        return abs(Decimal(str(ours)) - Decimal(str(theirs))) < Decimal("0.0000000004") + abs(Decimal(str(ours))) * Decimal("1e-14")
    if kind == "days":
        return Decimal(str(ours)) == Decimal(str(theirs))
    if kind == "moment":
        return str(ours) == str(theirs).replace(" ", "T")[:16]
    return str(ours) == str(theirs)


def differences(columns, ours, names, theirs, decimals):
    if len(ours) != len(theirs):
        return f"{len(ours)} rows, theirs {len(theirs)}"
    for place, (mine, other) in enumerate(zip(ours, theirs)):
        mine, row = dict(mine), {}
        for name, value in zip(names, other):
            row.setdefault(name, plain(value))
        for column in columns:
            n = column.name
            units = (mine.get(f"{n}_currency", mine.get("currency")), row.get(f"{n}_currency", row.get("currency")))
            if n not in mine or n not in row:
                return f"no column {n}: {list(mine)} {names}"
            if not agree(mine[n], row[n], column.type, units, decimals):
                return f"row {place + 1}, {n} ({column.type}): ours {mine[n]!r} {units[0] or ''}, theirs {row[n]!r} {units[1] or ''}"
    return None


class Postgres:
    """psql over a socket, one database for each book."""
    def __init__(self, socket):
        self.base = ["psql", "-qAt", "-X", "-v", "ON_ERROR_STOP=1", "-h", socket, "-p", os.environ.get("PGPORT", "5432"), "-U", "postgres"]
        self.name = f"agree{os.getpid()}"

    def load(self, path):
        subprocess.run(self.base + ["-d", "postgres", "-c", f"DROP DATABASE IF EXISTS {self.name}"], check=True, capture_output=True)
        subprocess.run(self.base + ["-d", "postgres", "-c", f"CREATE DATABASE {self.name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"], check=True)
        subprocess.run(self.base + ["-d", self.name, "-f", path], check=True)

    def answer(self, sql):
        body = sql.strip().rstrip(";")
        done = subprocess.run(self.base + ["-d", self.name, "-c", f"SELECT row_to_json(z) FROM ({body}) z"], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        rows = [json.loads(line, object_pairs_hook=list, parse_float=Decimal) for line in done.stdout.splitlines()]
        return [n for n, _ in rows[0]] if rows else [], [[v for _, v in row] for row in rows]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--binary", required=True)
    p.add_argument("--count", type=int, default=200)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--each", type=int, default=25, help="pipelines for each book")
    p.add_argument("--postgres", help="the directory of a server's socket")
    p.add_argument("--show", action="store_true", help="print each pipeline")
    p.add_argument("--strict", action="store_true", help="list what is refused, by how often")
    a = p.parse_args()
    binary = os.path.abspath(a.binary)
    servers = ["sqlite3 " + sqlite3.sqlite_version] + (["duckdb " + duckdb.__version__] if duckdb else []) + (["postgres"] if a.postgres else [])
    if not duckdb:
        print("sqlagree: duckdb is not installed here, so only sqlite3 answers", file=sys.stderr)
    scratch = tempfile.mkdtemp(prefix="sqlagree-")
    server = Postgres(a.postgres) if a.postgres else None
    wrong = refused = failed = done = empty = 0
    why = {}

    def run_in(book):
        def run(line):
            r = subprocess.run([binary, "--no-config", "--today", str(TODAY), "--root", scratch, *(["--memory"] if book is None else [book]), "-c", line][0:]
                               if book is None else [binary, "--no-config", "--today", str(TODAY), "--root", scratch, "-c", line, book],
                               capture_output=True, text=True, timeout=120)
            return r.stdout, r.stderr, r.returncode
        return run

    nouns = read_nouns(run_in(None))
    number = 0
    while done + refused + failed < a.count:
        r = random.Random(f"{a.seed}/{number}")
        number += 1
        book = os.path.join(scratch, f"book-{number}.book")
        made = subprocess.run([binary, "--no-config", "--new", "--today", str(TODAY), book, "-"], input=a_book(r), capture_output=True, text=True, timeout=300)
        if made.returncode:
            sys.exit(f"sqlagree: seed {a.seed}, book {number}: the script was refused\n{made.stderr}")
        run = run_in(book)
        path = os.path.join(scratch, "book.sql")
        _, err, code = run(f'export sql "{path}" replace')
        if code:
            sys.exit(f"sqlagree: {err}")
        with open(path, encoding="utf-8", newline="") as f:
            text = f.read()
        lite = sqlite3.connect(":memory:")
        lite.executescript(text)
        decimals = dict(lite.execute("SELECT code, exponent FROM currencies"))
        duck = None
        if duckdb:
            duck = duckdb.connect()
            duck.execute("SET threads = 1")
            duck.execute(text)
        if server:
            server.load(path)
        for _ in range(a.each):
            if done + refused + failed >= a.count:
                break
            line, columns = Maker(r, nouns).pipeline()
            if a.show:
                print(line)
            sql, err, code = run(f"{line} | show sql")
            if code:
                found = re.search(r"error: (.*)", err)
                kind = re.search(r"code: (.*)", err)
                if kind and kind[1] == "sql.no-translation":
                    refused += 1
                else:
                    failed += 1
                said = (kind[1] if kind else "?") + ": " + (found[1] if found else err)
                why.setdefault(said, []).append(line)
                if not kind:
                    wrong += 1
                    print(f"CRASH seed {a.seed} book {number}\n  {line}\n  {err}")
                continue
            out, err, code = run(f"{line} | as json")
            if code:
                failed += 1
                why.setdefault("run " + (re.search(r"error: (.*)", err) or [0, err])[1], []).append(line)
                continue
            ours = json.loads(out, object_pairs_hook=list, parse_float=str, parse_int=str) if out.strip() else []
            answers = []
            for name, ask in [("sqlite3", lambda: (lambda c: ([d[0] for d in c.description], c.fetchall()))(lite.execute(sql))),
                              ("duckdb", (lambda: (lambda c: ([d[0] for d in c.description], c.fetchall()))(duck.execute(sql))) if duck else None),
                              ("postgres", (lambda: server.answer(sql)) if server else None)]:
                if ask is None:
                    continue
                try:
                    names, theirs = ask()
                    problem = differences(columns, ours, names, theirs, decimals)
                except Exception as e:
                    problem = f"{type(e).__name__}: {e}"
                if problem:
                    answers.append(f"{name}: {problem}")
            done += 1
            empty += not ours
            if answers:
                wrong += 1
                keep = os.path.join(tempfile.gettempdir(), f"sqlagree-{a.seed}-{number}.book")
                shutil.copytree(book, keep, dirs_exist_ok=True)
                print(f"DIFFER seed {a.seed} book {number} ({keep})\n  {line}\n" + "\n".join("  " + x for x in answers) + "\n" + sql)
                if wrong >= 5:
                    break
        if wrong >= 5:
            break
        lite.close()
        shutil.rmtree(book)
    shutil.rmtree(scratch, ignore_errors=True)
    if a.strict:
        for said, lines in sorted(why.items(), key=lambda x: -len(x[1])):
            print(f"{len(lines):5} {said}\n        {lines[0]}")
    print(f"sqlagree: {done} pipelines agree with {', '.join(servers)} ({empty} of no rows); {refused} have no SQL, {failed} fail by themselves; {wrong} wrong"
          if not wrong else f"sqlagree: {wrong} of {done + wrong} pipelines are wrong, seed {a.seed}")
    sys.exit(1 if wrong else 0)


main()

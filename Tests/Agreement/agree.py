#!/usr/bin/env python3
"""A second implementation of the money rules, and a comparison of the two on random books.

Exact integers and fractions only, standard library only, written from the rules and not from the program. Each book is a
script of statements; the program answers questions about it as CSV, and every answer must agree to the cent:
balances and ageing at past days, interest in every mode, day count and part-payment rule, allocation in every order, statements,
sharing, instalments, measures. A disagreement prints the seed, the question and both answers, and leaves the script.

    scripts/agree 1000 1
"""
import argparse, csv, datetime, io, os, random, subprocess, sys, tempfile
from fractions import Fraction

DAY = datetime.timedelta(days=1)
TODAY = datetime.date(2026, 11, 23)
EDGES = [0, 30, 60, 90]
ORDERS = ["oldest", "costs-interest-principal", "costs-principal-interest", "statutory", "proportional", "highest-interest",
          "smallest", "largest", "current-first"]
MODES = ["fixed_at_default", "split_by_period", "at_payment"]
BASES = ["act/365", "act/360", "act/act", "30/360us", "30e/360", "30e+/360"]


def half_up(x):
    """A fraction as a whole number, a half away from zero."""
    sign = -1 if x < 0 else 1
    x = abs(x)
    return sign * ((2 * x.numerator + x.denominator) // (2 * x.denominator))


def text(minor):
    return f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02d}"


def minor(shown):
    return int((Fraction(shown) * 100).numerator) if shown else None


# ---- rules -------------------------------------------------------------------------------------------------------------

def shares(amount, weights):
    """Largest remainder; ties to the earlier."""
    whole = sum(weights)
    exact = [Fraction(amount * w, whole) for w in weights]
    parts = [int(e) for e in exact]
    left = amount - sum(parts)
    for i in sorted(range(len(weights)), key=lambda i: (parts[i] - exact[i], i))[:left]:
        parts[i] += 1
    return parts


def allocate(amount, items, order, day):
    """items: (open, due) in the order they were made. The parts parallel to them."""
    n = range(len(items))
    if order == "proportional":
        ranks = [list(n)] if items else []
    elif order == "statutory":
        keys = sorted({(items[i][1] > day, items[i][1]) for i in n})
        ranks = [[i for i in n if (items[i][1] > day, items[i][1]) == key] for key in keys]
    else:
        key = {"smallest": lambda i: (items[i][0], items[i][1]), "largest": lambda i: (-items[i][0], items[i][1]),
               "current-first": lambda i: (-items[i][1].toordinal(),)}.get(order, lambda i: (items[i][1],))
        ranks = [[i] for i in sorted(n, key=key)]
    parts = [0] * len(items)
    for rank in ranks:
        open_ = [items[i][0] for i in rank]
        if sum(open_) <= amount:
            given = open_
        elif amount > 0:
            given = shares(amount, open_)
        else:
            break
        for i, part in zip(rank, given):
            parts[i] = part
        amount -= sum(given)
    return parts


def leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def february_ends(d):
    return d.month == 2 and (d + DAY).month == 3


def weight(a, b, basis):
    """The part of a year from the day after a to b."""
    if basis == "act/365":
        return Fraction((b - a).days, 365)
    if basis == "act/360":
        return Fraction((b - a).days, 360)
    if basis == "act/act":
        # The program counts each day in the year of the day before it, as the standard's half-open periods do.
        return sum((Fraction(1, 366 if leap((a + k * DAY).year) else 365) for k in range((b - a).days)), Fraction(0))
    d1, d2, m2 = a.day, b.day, b.month
    if basis == "30/360us":
        if february_ends(a):
            if february_ends(b):
                d2 = 30
            d1 = 30
        if d2 == 31 and d1 >= 30:
            d2 = 30
        if d1 == 31:
            d1 = 30
    elif basis == "30e/360":
        d1, d2 = min(d1, 30), min(d2, 30)
    else:
        d1 = min(d1, 30)
        if d2 == 31:
            d2, m2 = 1, m2 + 1
    return Fraction(360 * (b.year - a.year) + 30 * (m2 - a.month) + d2 - d1, 360)


def rate_on(rates, day):
    return [percent for start, percent in rates if start <= day][-1]


def interest(principal, due, end, receipts, rates, mode, basis, parts, frozen):
    """Simple interest, rounded half-up once (with interest first, once at each payment too)."""
    cuts = {due, end} | {d for d, _ in receipts if due < d < end}
    if mode == "split_by_period":
        cuts |= {start - DAY for start, _ in rates if due < start - DAY < end}
    for first, last in frozen:
        cuts |= {d for d in (first - DAY, last) if due < d < end}
    cuts = sorted(cuts)
    left, paid, running, fixed, owed = principal, 0, Fraction(0), 0, 0

    def pay(amount):
        nonlocal left, paid, running, fixed, owed
        if parts == "principal_first":
            paid += amount
            left = min(principal, max(0, principal - paid))
        elif amount < 0:
            left = min(principal, left - amount)
        else:
            accrued = half_up(running)
            running = Fraction(0)
            fixed += accrued
            owed += accrued
            cleared = min(amount, owed)
            owed -= cleared
            left = max(0, left - (amount - cleared))

    for d, amount in receipts:
        if d <= due:
            pay(amount)
    for a, b in zip(cuts, cuts[1:]):
        if not any(first <= b <= last for first, last in frozen):
            day = {"fixed_at_default": due + DAY, "split_by_period": a + DAY, "at_payment": end}[mode]
            running += left * weight(a, b, basis) * rate_on(rates, day) / 100
        for d, amount in receipts:
            if d == b and d <= end:
                pay(amount)
    return fixed + half_up(running)


def period_rate(percent):
    return Fraction(percent) / 1200


def schedule(principal, count, percent):
    if percent == 0:
        part = half_up(Fraction(principal, count))
        if part * (count - 1) >= principal:
            part = principal // count
        return [part] * (count - 1) + [principal - part * (count - 1)]
    i = period_rate(percent)
    level = half_up(principal * i / (1 - (1 + i) ** -count))
    amounts, left = [], principal
    for k in range(count):
        due = left + half_up(left * i)
        pay = due if k == count - 1 or due <= level else level
        amounts.append(pay)
        left = due - pay
        if left == 0:
            break
    return amounts


# ---- random books ------------------------------------------------------------------------------------------------------

class Book:
    def __init__(self, dice):
        self.dice = dice
        self.lines = ["version 1"]
        self.invoices, self.debtors, self.payments = [], [], []
        self.allocations = []  # payment, invoice, amount, day
        self.credits, self.charges, self.write_offs, self.holds = [], [], [], []
        self.discounts, self.refunds = [], []  # invoice, amount, day, payment; payment, amount, day
        self.rates = [(datetime.date(2024, 1, 1) + DAY * 182 * k, Fraction(dice.randint(0, 1500), 100)) for k in range(6)]
        self.make()

    def say(self, line):
        self.lines.append(line)

    def parts(self, inv, settled, balance, charged):
        """(due, open) of an invoice: what came off it settles its instalments in order, charges wait beside the first open one."""
        left, found = settled, []
        for due, amount in inv["parts"]:
            paid = min(left, amount)
            left -= paid
            found.append((due, amount - paid))
        rest = balance - sum(part for _, part in found)
        if rest:
            found.append((next((due for due, part in found if part), found[-1][0]), rest))
        return found

    def parts_on(self, inv, day):
        owed = self.balance(inv, day)
        if not owed:
            return [(due, 0) for due, _ in inv["parts"]]
        charged = sum(c[1] for c in self.charges if c[0] == inv["n"] and c[2] <= day)
        return self.parts(inv, inv["amount"] + charged - owed, owed, charged)

    def due_on(self, inv, day):
        """The due day an invoice goes by: of its first instalment with something open, else of the last."""
        return next((due for due, part in self.parts_on(inv, day) if part), inv["due"])

    def next_due(self, inv):
        """The same by all that is recorded, charges left aside: what an allocation order sorts by."""
        settled = sum(a[2] for a in self.allocations if a[1] == inv["n"])
        settled += sum(f[1] for f in self.credits + self.write_offs if f[0] == inv["n"])
        for due, amount in inv["parts"]:
            settled -= amount
            if settled < 0:
                return due
        return inv["due"]

    def discount(self, inv, day):
        """What may still be kept off an invoice that is paid up on a day."""
        if not inv["discount"] or day > inv["discount"][1] or any(c[0] == inv["n"] for c in self.charges):
            return 0
        if any(a[1] == inv["n"] and a[3] > inv["discount"][1] for a in self.allocations):
            return 0
        taken = sum(d[1] for d in self.discounts if d[0] == inv["n"])
        noted = sum(c[1] for c in self.credits if c[0] == inv["n"]) - taken
        whole = half_up(Fraction(max(0, inv["amount"] - noted)) * inv["discount"][0] / 100)
        return min(max(0, whole - taken), max(0, self.open(inv, day)))

    def open(self, inv, day):
        total = inv["amount"] - sum(a[2] for a in self.allocations if a[1] == inv["n"])
        total += sum(c[1] for c in self.charges if c[0] == inv["n"] and c[2] <= day)
        total -= sum(c[1] for c in self.credits if c[0] == inv["n"]) + sum(w[1] for w in self.write_offs if w[0] == inv["n"])
        return total

    def make(self):
        dice = self.dice
        for k in range(dice.randint(1, 4)):
            currency = dice.choice(["EUR", "GBP"])
            self.debtors.append(currency)
            self.say(f'add debtor "Debtor {k + 1}" currency {currency} country DE kind company')
        acts = []
        for _ in range(dice.randint(1, 14)):
            issued = datetime.date(2025, 1, 1) + DAY * dice.randint(0, 600)
            acts.append((issued, 0, self.invoice))
        for _ in range(dice.randint(0, 14)):
            acts.append((datetime.date(2025, 2, 1) + DAY * dice.randint(0, 650), 1, dice.choice(
                [self.receive, self.receive, self.receive, self.receive, self.credit, self.charge, self.write_off, self.reverse, self.hold, self.refund])))
        for day, _, act in sorted(acts, key=lambda a: (a[0], a[1])):
            act(day)

    def invoice(self, issued):
        n = len(self.invoices) + 1
        debtor = self.dice.randrange(len(self.debtors))
        due = issued + DAY * self.dice.choice([0, 14, 30, 30, 60])
        amount = self.dice.choice([self.dice.randint(1, 999), self.dice.randint(1000, 2_000_000)])
        said, discount, parts = f"due {due}", None, [(due, amount)]
        kind = self.dice.randint(0, 9) if amount > 100 else 0
        if kind >= 8:
            count, step = self.dice.randint(2, 4), self.dice.choice([10, 30])
            share = half_up(Fraction(amount, count))
            parts = [(issued + DAY * step * (k + 1), share if k < count - 1 else amount - share * (count - 1)) for k in range(count)]
            said = f'terms "{count} x {step}d"'
        elif kind == 7:
            first = half_up(Fraction(amount * 30, 100))
            parts = [(issued + DAY * 20, first), (issued + DAY * 50, amount - first)]
            said = 'terms "30% 20d, rest 50d"'
        elif kind >= 4:
            percent, within, net = self.dice.choice([(2, 10, 30), (3, 14, 60)])
            discount, parts = (Fraction(percent), issued + DAY * within), [(issued + DAY * net, amount)]
            said = f'terms "{percent}/{within} net {net}"'
        self.invoices.append(dict(n=n, debtor=debtor, amount=amount, issued=issued, due=parts[-1][0], parts=parts, discount=discount))
        self.say(f"add invoice {text(amount)} {self.debtors[debtor]} to D-{debtor + 1} on {issued} {said}")

    def some_open(self, day):
        found = [i for i in self.invoices if self.open(i, day) > 0]
        return self.dice.choice(found) if found else None

    def receive(self, day):
        debtor = self.dice.randrange(len(self.debtors))
        mine = [i for i in self.invoices if i["debtor"] == debtor]
        items = [i for i in mine if self.open(i, day) > 0]
        total = sum(self.open(i, day) for i in items)
        amount = self.dice.randint(1, max(2, int(total * 1.2) + 10))
        order = self.dice.choice(ORDERS)
        self.payments.append(dict(n=len(self.payments) + 1, debtor=debtor, amount=amount, day=day, reversed=None))
        self.say(f"receive {text(amount)} {self.debtors[debtor]} from D-{debtor + 1} on {day} order {order}")
        # Where it does not pay all in full, an invoice with a discount needs no more than what is left after it.
        needs = [(self.open(i, day) - (0 if total <= amount else self.discount(i, day)), self.next_due(i)) for i in items]
        for inv, part in zip(items, allocate(amount, needs, order, day)):
            if part:
                discount, rest = self.discount(inv, day), self.open(inv, day) - part
                self.allocations.append((len(self.payments), inv["n"], part, day))
                if 0 < rest <= discount:
                    self.discounts.append((inv["n"], rest, day, len(self.payments)))
                    self.credits.append((inv["n"], rest, day))

    def credit(self, day):
        inv = self.some_open(day)
        if inv:
            amount = self.dice.randint(1, self.open(inv, day))
            self.credits.append((inv["n"], amount, day))
            self.say(f'credit INV-{inv["n"]} {text(amount)} {self.debtors[inv["debtor"]]} because "random" on {day}')

    def charge(self, day):
        if self.invoices:
            inv = self.dice.choice(self.invoices)
            amount = self.dice.randint(1, 5000)
            self.charges.append((inv["n"], amount, day))
            self.say(f'charge INV-{inv["n"]} {text(amount)} {self.debtors[inv["debtor"]]} kind fee on {day}')

    def write_off(self, day):
        inv = self.some_open(day)
        if inv:
            amount = self.dice.randint(1, self.open(inv, day))
            self.write_offs.append((inv["n"], amount, day))
            self.say(f'writeoff INV-{inv["n"]} of {text(amount)} {self.debtors[inv["debtor"]]} because "random" on {day}')

    def reverse(self, day):
        found = [p for p in self.payments if not p["reversed"] and not any(r[0] == p["n"] for r in self.refunds)]
        if found:
            payment = self.dice.choice(found)
            payment["reversed"] = day
            self.say(f'reverse P-{payment["n"]} on {day}')
            for a in [a for a in self.allocations if a[0] == payment["n"]]:
                self.allocations.append((a[0], a[1], -a[2], day))
            for d in [d for d in self.discounts if d[3] == payment["n"]]:
                self.discounts.append((d[0], -d[1], day, d[3]))
                self.credits.append((d[0], -d[1], day))

    def refund(self, day):
        for payment in self.payments:
            left = payment["amount"] - sum(a[2] for a in self.allocations if a[0] == payment["n"])
            left -= sum(r[1] for r in self.refunds if r[0] == payment["n"])
            if left > 0 and not payment["reversed"] and self.dice.randint(0, 1):
                amount = self.dice.randint(1, left)
                self.refunds.append((payment["n"], amount, day))
                self.say(f'refund P-{payment["n"]} of {text(amount)} {self.debtors[payment["debtor"]]} because "random" on {day}')
                return

    def hold(self, day):
        debtor = self.dice.randrange(len(self.debtors))
        until = day + DAY * self.dice.randint(0, 90)
        self.holds.append((debtor, day, until))
        self.say(f'hold D-{debtor + 1} from {day} until {until} moratorium because "random"')

    # -- answers

    def balance(self, inv, day):
        if inv["issued"] > day:
            return None
        facts = [(a[2], a[3]) for a in self.allocations if a[1] == inv["n"]] + [(c[1], c[2]) for c in self.credits if c[0] == inv["n"]]
        facts += [(w[1], w[2]) for w in self.write_offs if w[0] == inv["n"]]
        charged = sum(c[1] for c in self.charges if c[0] == inv["n"] and c[2] <= day)
        return inv["amount"] + charged - sum(amount for amount, when in facts if when <= day)

    def balances(self, day):
        return [[f'INV-{i["n"]}', self.balance(i, day), (day - self.due_on(i, day)).days] for i in self.invoices if i["issued"] <= day]

    def instalments(self, day):
        return [[f'INV-{i["n"]}', str(k + 1), amount, part] for i in self.invoices if i["issued"] <= day and len(i["parts"]) > 1
                for k, ((_, amount), (_, part)) in enumerate(zip(i["parts"], self.parts_on(i, day)))]

    def ageing(self, day):
        lines = {}
        for inv in self.invoices:
            owed = self.balance(inv, day)
            for due, part in self.parts_on(inv, day) if owed else []:
                bucket = sum((day - due).days > edge for edge in EDGES)
                lines.setdefault(self.debtors[inv["debtor"]], [0] * 5)[bucket] += part
        return sorted([currency] + parts + [sum(parts)] for currency, parts in lines.items())

    def claims(self, day, mode, basis, parts):
        rows = []
        for inv in self.invoices:
            if inv["issued"] > day or inv["parts"][0][0] >= day:
                continue
            frozen = [(a, min(b, day)) for debtor, a, b in self.holds if debtor == inv["debtor"] and a <= day]
            if len(inv["parts"]) > 1:
                total, was_late = 0, False
                for due, principal, receipts in self.debts(inv, day):
                    if due >= day or principal - sum(amount for d, amount in receipts if d <= due) <= 0:
                        continue
                    was_late = True
                    total += self.claim(principal, due, day, receipts, mode, basis, parts, frozen)
                if was_late:
                    rows.append([f'INV-{inv["n"]}', total])
                continue
            principal = inv["amount"] - sum(c[1] for c in self.credits if c[0] == inv["n"] and c[2] <= day)
            receipts = sorted(((a[3], a[2]) for a in self.allocations if a[1] == inv["n"] and a[3] <= day), key=lambda r: r[0])
            if principal - sum(amount for d, amount in receipts if d <= inv["due"]) <= 0:
                continue
            rows.append([f'INV-{inv["n"]}', self.claim(principal, inv["due"], day, receipts, mode, basis, parts, frozen)])
        return rows

    def claim(self, principal, due, day, receipts, mode, basis, parts, frozen):
        end, left = day, principal
        if principal - sum(amount for _, amount in receipts) <= 0:
            for d, amount in receipts:
                left -= amount
                if left <= 0:
                    end = max(d, due)
                    break
        return interest(principal, due, end, receipts, self.rates, mode, basis, parts, frozen)

    def debts(self, inv, day):
        """(due, principal, payments) of each instalment: credits come off the first, payments settle them in order, what is taken
        back is taken from the last one paid."""
        credited = sum(c[1] for c in self.credits if c[0] == inv["n"] and c[2] <= day)
        found = []
        for due, amount in inv["parts"]:
            off = min(max(0, credited), amount)
            credited -= off
            found.append([due, amount - off, []])
        for when, amount in sorted(((a[3], a[2]) for a in self.allocations if a[1] == inv["n"] and a[3] <= day), key=lambda r: r[0]):
            for debt in found if amount > 0 else reversed(found):
                filled = sum(part for _, part in debt[2])
                part = min(amount, debt[1] - filled) if amount > 0 else max(amount, -filled)
                if part:
                    debt[2].append((when, part))
                    amount -= part
        return [debt for debt in found if debt[1] > 0]


    def collection(self, day):
        """Sums and days of the three months up to a day, by currency."""
        first = months_back(day + DAY, 3)
        rows = []
        for currency in sorted({self.debtors[i["debtor"]] for i in self.invoices}):
            mine = [i for i in self.invoices if self.debtors[i["debtor"]] == currency]
            closing = sum(self.balance(i, day) or 0 for i in mine)
            current = sum(part for i in mine if self.balance(i, day) for due, part in self.parts_on(i, day) if due >= day)
            sales = sum(i["amount"] for i in mine if first <= i["issued"] <= day)
            days = (day - first).days + 1
            rows.append([currency, closing, current, sales] + [
                Fraction(half_up(Fraction(owed * days * 10, sales)), 10) if sales else None for owed in (closing, current, closing - current)])
        return rows

    def behaviour(self, day):
        """Weighted days late of what fell due in the twelve months up to a day, by debtor."""
        first, sums = months_back(day, 12), {}
        for inv in self.invoices:
            if len(inv["parts"]) > 1:
                if inv["issued"] > day:
                    continue
                opens = self.parts_on(inv, day)
                for due, principal, receipts in self.debts(inv, day):
                    if first <= due <= day:
                        owed = next(part for when, part in opens if when == due)
                        receipts = netted(receipts)
                        one = sums.setdefault(inv["debtor"], [0, 0, 0])
                        one[0] += 1
                        one[1] += owed * (day - due).days + sum(part * max(0, (when - due).days) for when, part in receipts)
                        one[2] += owed + sum(part for _, part in receipts)
                continue
            if not first <= inv["due"] <= day:
                continue
            weight, whole = 0, 0
            for payment, invoice, amount, when in self.allocations:
                if invoice == inv["n"] and when <= day:
                    paid_on = next(a[3] for a in self.allocations if a[0] == payment and a[1] == invoice)
                    weight += amount * max(0, (paid_on - inv["due"]).days)
                    whole += amount
            owed = max(0, self.balance(inv, day))
            one = sums.setdefault(inv["debtor"], [0, 0, 0])
            one[0] += 1
            one[1] += weight + owed * (day - inv["due"]).days
            one[2] += whole + owed
        return [[f"D-{d + 1}", n, Fraction(half_up(Fraction(w * 100, t)), 100) if t else None] for d, (n, w, t) in sorted(sums.items())]

    def closing(self, debtor, day):
        """What a debtor owes less what lies on account: from the facts, not from the balances."""
        mine = {i["n"] for i in self.invoices if i["debtor"] == debtor}
        total = sum(i["amount"] for i in self.invoices if i["debtor"] == debtor and i["issued"] <= day)
        total += sum(c[1] for c in self.charges if c[0] in mine and c[2] <= day)
        total -= sum(f[1] for f in self.credits + self.write_offs if f[0] in mine and f[2] <= day)
        total += sum(r[1] for r in self.refunds if self.payments[r[0] - 1]["debtor"] == debtor and r[2] <= day)
        return total - sum(p["amount"] for p in self.payments if p["debtor"] == debtor and p["day"] <= day
                           and not (p["reversed"] and p["reversed"] <= day))


def netted(receipts):
    """What was taken back never was paid: it is taken from the latest payments before it."""
    kept = []
    for when, amount in receipts:
        while amount < 0 and kept:
            before, part = kept.pop()
            if part > -amount:
                kept.append((before, part + amount))
            amount = min(0, amount + part)
        if amount > 0:
            kept.append((when, amount))
    return kept


def months_back(day, count):
    month = day.year * 12 + day.month - 1 - count
    year, month = divmod(month, 12)
    for d in range(day.day, 0, -1):
        try:
            return datetime.date(year, month + 1, d)
        except ValueError:
            continue


def number(shown):
    return Fraction(shown) if shown else None


def rules(rates):
    lines = ["pack random", "title random", "law random", "kind company", "margin any 0% confirmed random"]
    return "\n".join(lines + [f"rate {start} {float(percent):.2f}% confirmed random" for start, percent in rates]) + "\n"


def compare(seed, binary):
    dice = random.Random(seed)
    book = Book(dice)
    questions = []

    def ask(line, expected, read):
        questions.append((line, expected, read))

    def money(*places):
        return lambda rows: [[minor(cell) if k in places else cell for k, cell in enumerate(row)] for row in rows]

    days = [TODAY, datetime.date(2025, 1, 1) + DAY * dice.randint(0, 690)]
    for day in days:
        ask(f"invoices as of {day} | select id, balance, overdue",
            [[i, b, str(o)] for i, b, o in book.balances(day)], lambda rows: [[r[0], minor(r[1]), r[-1]] for r in rows])
        ask(f"instalments as of {day} | select of, n, currency, amount, balance", book.instalments(day),
            lambda rows: [[r[0], r[1], minor(r[3]), minor(r[4])] for r in rows])
        ask(f"invoices as of {day} | age", book.ageing(day), lambda rows: sorted([r[0]] + [minor(c) for c in r[1:]] for r in rows))
        ask(f"dso as of {day} | select currency, receivables, not_overdue, sales, dso, bpdso, add", book.collection(day),
            lambda rows: [[r[0]] + [minor(c) for c in r[1:4]] + [number(c) for c in r[4:7]] for r in rows])
        ask(f"behaviour as of {day} | select debtor, sample, delay", book.behaviour(day),
            lambda rows: [[r[0], int(r[1]), number(r[2])] for r in rows])
    debtor = dice.randrange(len(book.debtors))
    ask(f'statement for D-{debtor + 1} to {days[1]} | where what = "closing" | select balance',
        [book.closing(debtor, days[1])], lambda rows: [minor(r[0]) for r in rows] or [0])
    for _ in range(3):
        day, mode, basis = dice.choice(days), dice.choice(MODES), dice.choice(BASES)
        parts = dice.choice(["principal_first", "interest_first"])
        ask(f'claims rules "random" mode {mode} basis "{basis}" parts {parts} as of {day} | select invoice, interest',
            book.claims(day, mode, basis, parts), lambda rows: [[r[0], minor(r[1])] for r in rows])
    ask("allocations | select payment, invoice, amount", [[f"P-{p}", f"INV-{i}", a] for p, i, a, _ in book.allocations],
        lambda rows: [[r[0], r[1], minor(r[2])] for r in rows])
    total, count = dice.randint(1000, 5_000_000), dice.randint(1, 36)
    percent = dice.choice([0, dice.randint(1, 2400)])
    rate = f" rate {percent // 100}.{percent % 100:02d}%" if percent else ""
    ask(f"schedule {text(total)} EUR instalments {count}{rate} from 2026-01-31 | select amount",
        [[a] for a in schedule(total, count, Fraction(percent, 100))], lambda rows: [[minor(r[0])] for r in rows])
    weights = [dice.randint(0, 100_000) for _ in range(dice.randint(1, 8))] + [1]
    amount = dice.randint(0, 1_000_000)
    listed = ", ".join(map(str, weights))
    ask(f"share({text(amount)} EUR, [{listed}])", [[", ".join(text(s) for s in shares(amount, weights))]],
        lambda rows: [[cell.strip("[]") for cell in row] for row in rows])

    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "random.rules"), "w") as file:
            file.write(rules(book.rates))
        book.say('add rules "random.rules"')
        for k, (line, _, _) in enumerate(questions):
            book.say(f'"question {k}"')
            book.say(line)
        script = os.path.join(folder, "book.recoup")
        with open(script, "w") as file:
            file.write("\n".join(book.lines) + "\n")
        done = subprocess.run(
            [binary, "--memory", "--today", str(TODAY), "--no-config", "--format", "csv", "--root", folder, script],
            capture_output=True, text=True, timeout=120, cwd=folder)
    if done.returncode != 0:
        return [f"exit {done.returncode}: {done.stderr[:2000]}"], book
    answers, at = {}, None
    for row in csv.reader(io.StringIO(done.stdout)):
        if len(row) == 1 and row[0].startswith("question "):
            at = int(row[0][9:])
            answers[at] = []
        elif at is not None and not (len(row) == 1 and row[0].startswith("ok #")):
            answers[at].append(row)
    wrong = []
    for k, (line, expected, read) in enumerate(questions):
        # The header first; the marker of the next question has one of its own.
        rows = answers.get(k, [[]])[1:]
        if k + 1 in answers and rows and rows[-1] == ["value"]:
            rows = rows[:-1]
        found = read(rows)
        if found != expected:
            wrong.append(f"> {line}\n  program {found}\n  second  {expected}")
    return wrong, book


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", required=True)
    parser.add_argument("--books", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    binary = os.path.abspath(chosen.binary)
    for seed in range(chosen.seed, chosen.seed + chosen.books):
        wrong, book = compare(seed, binary)
        if wrong:
            with tempfile.NamedTemporaryFile("w", suffix=".recoup", delete=False) as kept:
                kept.write("\n".join(book.lines) + "\n")
            print(f"seed {seed}: {len(wrong)} answers differ (script: {kept.name})")
            print("\n".join(wrong))
            return 1
    print(f"{chosen.books} books agree to the cent (seeds {chosen.seed} to {chosen.seed + chosen.books - 1})")
    return 0


if __name__ == "__main__":
    sys.exit(main())

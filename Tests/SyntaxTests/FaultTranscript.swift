// Every fault of this room as it is typed and as it is shown, read by eye.

import Testing

enum FaultTranscript {
    struct Case: Sendable, CustomTestStringConvertible {
        let typed: String
        let shown: String
        var testDescription: String { typed.debugDescription }
    }

    static let cases: [Case] = [
        Case(
            typed: "invoices | where a && b",
            shown: #"""
                error: '&&' is no operator here: write the word 'and'
                  ┌ prompt:1:20
                1 │ invoices | where a && b
                  │                    ^^ write and
                  try: invoices | where a and b
                  code: lex.and

                """#),
        Case(
            typed: "invoices | where a || b",
            shown: #"""
                error: '||' is no operator here: write the word 'or'
                  ┌ prompt:1:20
                1 │ invoices | where a || b
                  │                    ^^ write or
                  try: invoices | where a or b
                  code: lex.or

                """#),
        Case(
            typed: "where !paid",
            shown: #"""
                error: '!' is no operator here: write the word 'not'
                  ┌ prompt:1:7
                1 │ where !paid
                  │       ^ write not
                  try: where not paid
                  code: lex.not

                """#),
        Case(
            typed: "x % 2",
            shown: #"""
                error: '%' is no operator here: write the word 'mod'
                  ┌ prompt:1:3
                1 │ x % 2
                  │   ^ write mod
                  try: x mod 2
                  code: lex.percent

                """#),
        Case(
            typed: "show `Invoice No",
            shown: #"""
                error: a name in backticks must end on its line with a backtick
                  ┌ prompt:1:6
                1 │ show `Invoice No
                  │      ^^^^^^^^^^^ never ends
                  try: show `Invoice No`
                  code: lex.backtick-end

                """#),
        Case(
            typed: "show ``",
            shown: #"""
                error: backticks must hold a name or an id, but they hold nothing
                  ┌ prompt:1:6
                1 │ show ``
                  │      ^^ empty
                  hint: write it as it is spelled: `Invoice No`
                  code: lex.empty-name

                """#),
        Case(
            typed: "\"\"\"a text",
            shown: #"""
                error: a text that begins with """ must end with """
                  ┌ prompt:1:1
                1 │ """a text
                  │ ^^^ never ends
                  code: lex.block-end

                """#),
        Case(
            typed: "say \"a",
            shown: #"""
                error: a text must end on its line with "
                  ┌ prompt:1:5
                1 │ say "a
                  │     ^^ never ends
                  = a text over several lines stands between """ and """
                  try: say "a"
                  code: lex.text-end

                """#),
        Case(
            typed: "say \"a \\\"b\\\" c\"",
            shown: #"""
                error: a quote ends its text, but this one was to stand in it
                  ┌ prompt:1:5
                1 │ say "a \"b\" c"
                  │     ^^^^^^^^^^^ a backslash is only a backslash
                  = " stands between ' and ', or between """ and """; ' stands between " and "
                  try: say 'a "b" c'
                  code: lex.quote-in-text

                """#),
        Case(
            typed: "say \"it's {$a} \\\"b\\\"\"",
            shown: #"""
                error: a quote ends its text, but this one was to stand in it
                  ┌ prompt:1:14
                1 │ say "it's {$a} \"b\""
                  │              ^^^^^^^^ a backslash is only a backslash
                  = " stands between ' and ', or between """ and """; ' stands between " and "
                  code: lex.quote-in-text

                """#),
        Case(
            typed: "say 'it''s'",
            shown: #"""
                error: a quote ends its text, but this one was to stand in it
                  ┌ prompt:1:5
                1 │ say 'it''s'
                  │     ^^^^^^^ two quotes are not one
                  = " stands between ' and ', or between """ and """; ' stands between " and "
                  try: say "it's"
                  code: lex.quote-in-text

                """#),
        Case(
            typed: "say \"a {b",
            shown: #"""
                error: '{' inside a text must be closed with '}'
                  ┌ prompt:1:5
                1 │ say "a {b
                  │     ^^^^^ an expression in here never ends
                  = a brace itself is written {{
                  code: lex.interpolation-end

                """#),
        Case(
            typed: "take ^ 3",
            shown: #"""
                error: no word begins with '^' (U+005E)
                  ┌ prompt:1:6
                1 │ take ^ 3
                  │      ^ means nothing here
                  hint: put text in quotes and odd names in backticks
                  code: lex.character

                """#),
        Case(
            typed: "f(1,250)",
            shown: #"""
                error: '1,250' is one number or several
                  ┌ prompt:1:3
                1 │ f(1,250)
                  │   ^^^^^ only money is grouped with commas
                  try: f(1250)
                   or: f(1, 250)
                  code: lex.comma

                """#),
        Case(
            typed: "remind D-17 \\",
            shown: #"""
                error: a line that ends with '\' goes on in the next, but the text ends
                  ┌ prompt:1:13
                1 │ remind D-17 \
                  │             ^ no line follows
                  code: lex.continuation

                """#),
        Case(
            typed: "show \\a",
            shown: #"""
                error: no word begins with '\' (U+005C)
                  ┌ prompt:1:6
                1 │ show \a
                  │      ^ means nothing here
                  hint: put text in quotes and odd names in backticks
                  code: lex.character

                """#),
        Case(
            typed: "remind\u{200B}D-17",
            shown: #"""
                error: a script holds what can be seen, but here is U+200B
                  ┌ prompt:1:7
                1 │ remind<U+200B>D-17
                  │       ^^^^^^^^ cannot be seen
                  try: remind D-17
                  code: lex.control

                """#),
        Case(
            typed: "say \"a\u{7}b\"",
            shown: #"""
                error: a text holds what can be seen, but here is control character U+0007
                  ┌ prompt:1:7
                1 │ say "a␇b"
                  │       ^ not a visible character
                  hint: delete it
                  code: lex.control-in-text

                """#),
        Case(
            typed: "receive 500GBP",
            shown: #"""
                error: a blank stands between an amount and its currency
                  ┌ prompt:1:9
                1 │ receive 500GBP
                  │         ^^^^^^ no blank
                  try: receive 500 GBP
                  code: lex.currency-blank

                """#),
        Case(
            typed: "receive £ 500",
            shown: #"""
                error: a currency sign must touch its amount
                  ┌ prompt:1:9
                1 │ receive £ 500
                  │         ^ no digit touches it
                  hint: write £500 or 500 GBP
                  try: receive £500
                  code: lex.currency-sign

                """#),
        Case(
            typed: "show 2026-11-2",
            shown: #"""
                error: '2026-11-2' is no date or period
                  ┌ prompt:1:6
                1 │ show 2026-11-2
                  │      ^^^^^^^^^ not in this form
                  = forms: 2026-11-23, 2026-11, 2026-Q4, 2026-11-02T10:30
                  try: show 2026-11-02
                  code: lex.date

                """#),
        Case(
            typed: "show 2026-1x",
            shown: #"""
                error: '2026-1x' is no date or period
                  ┌ prompt:1:6
                1 │ show 2026-1x
                  │      ^^^^^^^ not in this form
                  = forms: 2026-11-23, 2026-11, 2026-Q4, 2026-11-02T10:30
                  code: lex.date

                """#),
        Case(
            typed: "receive 99,50 EUR",
            shown: #"""
                error: decimals stand behind a point: '99,50' has a comma
                  ┌ prompt:1:9
                1 │ receive 99,50 EUR
                  │         ^^^^^ a comma continues an argument
                  try: receive 99.50 EUR
                  code: lex.decimal-comma

                """#),
        Case(
            typed: "receive €1.250,50",
            shown: #"""
                error: decimals stand behind a point: '€1.250,50' has a comma
                  ┌ prompt:1:9
                1 │ receive €1.250,50
                  │         ^^^^^^^^^ a comma continues an argument
                  try: receive €1250.50
                  code: lex.decimal-comma

                """#),
        Case(
            typed: "take ١٢",
            shown: #"""
                error: numbers are written with the digits 0 to 9
                  ┌ prompt:1:6
                1 │ take ١٢
                  │      ^^ other digits
                  try: take 12
                  code: lex.digit

                """#),
        Case(
            typed: "show $ 5",
            shown: #"""
                error: '$' must touch the name of a variable or an amount
                  ┌ prompt:1:6
                1 │ show $ 5
                  │      ^ nothing touches it
                  hint: write $name or $20
                  code: lex.dollar

                """#),
        Case(
            typed: "hold D-17 1.5d",
            shown: #"""
                error: a duration counts whole units, but here is '1.5d'
                  ┌ prompt:1:11
                1 │ hold D-17 1.5d
                  │           ^^^^ not a whole number
                  hint: use a smaller unit: y mo w d wd h min
                  code: lex.duration

                """#),
        Case(
            typed: "remind D-17 --dry",
            shown: #"""
                error: labels are bare words, but here is the flag '--dry'
                  ┌ prompt:1:13
                1 │ remind D-17 --dry
                  │             ^^^^^ no hyphens before a label
                  try: remind D-17 dry
                  code: lex.flag

                """#),
        Case(
            typed: "remind D-17 --by=email",
            shown: #"""
                error: labels are bare words, but here is the flag '--by'
                  ┌ prompt:1:13
                1 │ remind D-17 --by=email
                  │             ^^^^ no hyphens before a label
                  try: remind D-17 by email
                  code: lex.flag

                """#),
        Case(
            typed: "due < 03/01/26",
            shown: #"""
                error: dates are written year-month-day, but here is '03/01/26'
                  ┌ prompt:1:7
                1 │ due < 03/01/26
                  │       ^^^^^^^^ 2026-01-03 or 2026-03-01?
                  hint: to divide, put blanks around '/'
                  try: due < 2026-01-03
                   or: due < 2026-03-01
                  code: lex.foreign-date

                """#),
        Case(
            typed: "due < 31.12.2026",
            shown: #"""
                error: dates are written year-month-day, but here is '31.12.2026'
                  ┌ prompt:1:7
                1 │ due < 31.12.2026
                  │       ^^^^^^^^^^ year first
                  hint: to divide, put blanks around '/'
                  try: due < 2026-12-31
                  code: lex.foreign-date

                """#),
        Case(
            typed: "due < 2026/11/23",
            shown: #"""
                error: dates are written year-month-day, but here is '2026/11/23'
                  ┌ prompt:1:7
                1 │ due < 2026/11/23
                  │       ^^^^^^^^^^ year first
                  hint: to divide, put blanks around '/'
                  try: due < 2026-11-23
                  code: lex.foreign-date

                """#),
        Case(
            typed: "take 3#note",
            shown: #"""
                error: '#' must have a blank before it to begin a comment, or a digit after it to name a change
                  ┌ prompt:1:7
                1 │ take 3#note
                  │       ^ neither
                  try: take 3 #note
                  code: lex.hash

                """#),
        Case(
            typed: "x- y",
            shown: #"""
                error: a hyphen has a blank on both sides to subtract, or only before it to negate
                  ┌ prompt:1:2
                1 │ x- y
                  │  ^ neither
                  try: x - y
                  code: lex.hyphen

                """#),
        Case(
            typed: "balance-paid",
            shown: #"""
                error: a name has no hyphen, but here is 'balance-paid'
                  ┌ prompt:1:1
                1 │ balance-paid
                  │ ^^^^^^^^^^^^ a blank on both sides subtracts
                  = an id begins with a capital letter and has a digit: D-17
                  = another name goes in backticks: `balance-paid`
                  try: balance - paid
                  code: lex.hyphen-in-name

                """#),
        Case(
            typed: "invoices | where due-issued",
            shown: #"""
                error: a name has no hyphen, but here is 'due-issued'
                  ┌ prompt:1:18
                1 │ invoices | where due-issued
                  │                  ^^^^^^^^^^ a blank on both sides subtracts
                  = an id begins with a capital letter and has a digit: D-17
                  = another name goes in backticks: `due-issued`
                  try: invoices | where due - issued
                  code: lex.hyphen-in-name

                """#),
        Case(
            typed: "let x = due-date",
            shown: #"""
                error: a name has no hyphen, but here is 'due-date'
                  ┌ prompt:1:9
                1 │ let x = due-date
                  │         ^^^^^^^^ a blank on both sides subtracts
                  = an id begins with a capital letter and has a digit: D-17
                  = another name goes in backticks: `due-date`
                  try: let x = due - date
                  code: lex.hyphen-in-name

                """#),
        Case(
            typed: ".5 + 1",
            shown: #"""
                error: a number has a digit before its point
                  ┌ prompt:1:1
                1 │ .5 + 1
                  │ ^^ write 0 before it
                  try: 0.5 + 1
                  code: lex.leading-dot

                """#),
        Case(
            typed: "1 − 2",
            shown: #"""
                error: '−' (U+2212) is no operator
                  ┌ prompt:1:3
                1 │ 1 − 2
                  │   ^ did you mean '-'?
                  try: 1 - 2
                  code: lex.lookalike

                """#),
        Case(
            typed: "price × 2",
            shown: #"""
                error: '×' (U+00D7) is no operator
                  ┌ prompt:1:7
                1 │ price × 2
                  │       ^ did you mean '*'?
                  try: price * 2
                  code: lex.lookalike

                """#),
        Case(
            typed: "overdue > 5m",
            shown: #"""
                error: 'm' could be minutes or months
                  ┌ prompt:1:11
                1 │ overdue > 5m
                  │           ^^ minutes or months?
                  try: overdue > 5min
                   or: overdue > 5mo
                  code: lex.minutes-or-months

                """#),
        Case(
            typed: "balance <> 0",
            shown: #"""
                error: '<>' is no operator here
                  ┌ prompt:1:9
                1 │ balance <> 0
                  │         ^^ did you mean '!='?
                  try: balance != 0
                  code: lex.operator

                """#),
        Case(
            typed: "balance => 500",
            shown: #"""
                error: '=>' is no operator here
                  ┌ prompt:1:9
                1 │ balance => 500
                  │         ^^ did you mean '>='?
                  try: balance >= 500
                  code: lex.operator

                """#),
        Case(
            typed: "say “Dear customer”",
            shown: #"""
                error: texts stand between straight quotes, but these are typographic
                  ┌ prompt:1:5
                1 │ say “Dear customer”
                  │     ^^^^^^^^^^^^^^^ write " for them
                  try: say "Dear customer"
                  code: lex.smart-quote

                """#),
        Case(
            typed: "balance > 5k",
            shown: #"""
                error: numbers are written out, but here is '5k'
                  ┌ prompt:1:11
                1 │ balance > 5k
                  │           ^^ no letter for thousands or millions
                  try: balance > 5000
                  code: lex.thousands

                """#),
        Case(
            typed: "balance > 1.25M",
            shown: #"""
                error: numbers are written out, but here is '1.25M'
                  ┌ prompt:1:11
                1 │ balance > 1.25M
                  │           ^^^^^ no letter for thousands or millions
                  try: balance > 1250000
                  code: lex.thousands

                """#),
        Case(
            typed: "contact D-17 at 9:30",
            shown: #"""
                error: a time has two digits for the hour and two for the minute: '9:30'
                  ┌ prompt:1:17
                1 │ contact D-17 at 9:30
                  │                 ^^^^ not in the form 09:30
                  try: contact D-17 at 09:30
                  code: lex.time

                """#),
        Case(
            typed: "contact D-17 at 09:30:15",
            shown: #"""
                error: a time has two digits for the hour and two for the minute: '09:30:15'
                  ┌ prompt:1:17
                1 │ contact D-17 at 09:30:15
                  │                 ^^^^^^^^ not in the form 09:30
                  try: contact D-17 at 09:30
                  code: lex.time

                """#),
        Case(
            typed: "take 1_",
            shown: #"""
                error: '_' in a number must stand between digits
                  ┌ prompt:1:6
                1 │ take 1_
                  │      ^^ no digit follows
                  hint: write 1_250
                  code: lex.underscore

                """#),
        Case(
            typed: "overdue > 30days",
            shown: #"""
                error: no unit is called 'days'
                  ┌ prompt:1:11
                1 │ overdue > 30days
                  │           ^^^^^^ letters touch a number
                  = durations: 30d 2w 3mo 1y 6h 90min 5wd
                  try: overdue > 30d
                  code: lex.unit

                """#),
        Case(
            typed: "take 0x1F",
            shown: #"""
                error: no unit is called 'x1F'
                  ┌ prompt:1:6
                1 │ take 0x1F
                  │      ^^^^ letters touch a number
                  = durations: 30d 2w 3mo 1y 6h 90min 5wd
                  code: lex.unit

                """#),
        Case(
            typed: "balance > 5 XYZ",
            shown: #"""
                error: money names a currency of ISO 4217, but '5 XYZ' does not
                  ┌ prompt:1:11
                1 │ balance > 5 XYZ
                  │           ^^^^^ no such currency
                  hint: 500 GBP, 99.50 EUR
                  code: literal.currency

                """#),
        Case(
            typed: "receive 5.001 GBP",
            shown: #"""
                error: the currency has 2 decimals, but '5.001 GBP' has more
                  ┌ prompt:1:9
                1 │ receive 5.001 GBP
                  │         ^^^^^^^^^ would have to be rounded
                  hint: round it yourself: nothing is rounded unseen
                  code: literal.decimals

                """#),
        Case(
            typed: "show 2026-02-30",
            shown: #"""
                error: '2026-02-30' has the right form, but there is no such value
                  ┌ prompt:1:6
                1 │ show 2026-02-30
                  │      ^^^^^^^^^^ does not exist
                  hint: there is no day 30 in 2026-02: it has 28 days
                  code: literal.out-of-range

                """#),
        Case(
            typed: "take 99999999999999999999",
            shown: #"""
                error: '99999999999999999999' is beyond what can be counted exactly
                  ┌ prompt:1:6
                1 │ take 99999999999999999999
                  │      ^^^^^^^^^^^^^^^^^^^^ too large
                  = numbers and money end at ±9,223,372,036,854,775,807 of their smallest unit
                  code: literal.overflow

                """#),
        Case(
            typed: "sort balance as of 2026-06-30 | invoices as of 2026-06-30 | take as of today",
            shown: #"""
                error: 'as of' belongs to the noun, but here it follows a stage
                  ┌ prompt:1:42
                1 │ sort balance as of 2026-06-30 | invoices as of 2026-06-30 | take as of today
                  │                                          ^^ too late in the pipeline
                  hint: invoices as of 2026-06-30 | where overdue > 0d
                  code: parse.as-of-stage
                error: 'as of' belongs to the noun, but here it follows a stage
                  ┌ prompt:1:66
                1 │ sort balance as of 2026-06-30 | invoices as of 2026-06-30 | take as of today
                  │                                                                  ^^ too late in the pipeline
                  hint: invoices as of 2026-06-30 | where overdue > 0d
                  code: parse.as-of-stage

                """#),
        Case(
            typed: "1 < 2 < 3",
            shown: #"""
                error: a comparison has two sides, but a third follows
                  ┌ prompt:1:7
                1 │ 1 < 2 < 3
                  │       ^ one too many
                  hint: write a < b and b < c
                  code: parse.chained

                """#),
        Case(
            typed: "1..2..3",
            shown: #"""
                error: a range has two ends, but a third follows
                  ┌ prompt:1:5
                1 │ 1..2..3
                  │     ^^ one too many
                  hint: write two ranges
                  code: parse.chained

                """#),
        Case(
            typed: "if a { b }\nelse { c }",
            shown: #"""
                error: 'else' stands on the line of the '}' before it
                  ┌ prompt:2:1
                2 │ else { c }
                  │ ^^^^ on a line of its own
                  try: } else {
                  code: parse.else-line

                """#),
        Case(
            typed: "say \"{}\"",
            shown: #"""
                error: braces in a text hold an expression, but these are empty
                  ┌ prompt:1:6
                1 │ say "{}"
                  │      ^^ nothing inside
                  hint: a brace itself is written {{
                  code: parse.empty-interpolation

                """#),
        Case(
            typed: "say \"{a b}\"",
            shown: #"""
                error: braces in a text hold one expression, but 'b' follows it
                  ┌ prompt:1:9
                1 │ say "{a b}"
                  │         ^ cannot stand here
                  = a brace itself is written {{
                  code: parse.interpolation

                """#),
        Case(
            typed: "let = 5",
            shown: #"""
                error: the name of a variable must stand here, but here is '='
                  ┌ prompt:1:5
                1 │ let = 5
                  │     ^ expected the name of a variable
                  code: parse.expected

                """#),
        Case(
            typed: "invoices |",
            shown: #"""
                error: a verb must stand here, but the text ends
                  ┌ prompt:1:11
                1 │ invoices |
                  │           ^ expected a verb
                  hint: a stage begins with a verb: | where …
                  code: parse.expected

                """#),
        Case(
            typed: "balance is 5",
            shown: #"""
                error: 'is' asks for null or exactly; other values are compared with '='
                  ┌ prompt:1:9
                1 │ balance is 5
                  │         ^^ neither follows
                  try: balance = 5
                  code: parse.is

                """#),
        Case(
            typed: "balance is not \"x\"",
            shown: #"""
                error: 'is' asks for null or exactly; other values are compared with '='
                  ┌ prompt:1:9
                1 │ balance is not "x"
                  │         ^^^^^^ neither follows
                  try: balance != "x"
                  code: parse.is

                """#),
        Case(
            typed: "remind D-17 by: email",
            shown: #"""
                error: labels of a verb take no colon
                  ┌ prompt:1:15
                1 │ remind D-17 by: email
                  │               ^ only call arguments do
                  try: remind D-17 by email
                  code: parse.label-colon

                """#),
        Case(
            typed: "a\nand b",
            shown: #"""
                error: a value must stand here, but here is 'and'
                  ┌ prompt:2:1
                2 │ and b
                  │ ^^^ expected a value
                  code: parse.expected

                """#),
        Case(
            typed: "* 3",
            shown: #"""
                error: a statement cannot begin with '*'
                  ┌ prompt:1:1
                1 │ * 3
                  │ ^ needs something before it
                  hint: to go on over lines, end the line above with '*'
                  code: parse.leading-operator

                """#),
        Case(
            typed: "| take 3",
            shown: #"""
                error: a pipeline begins with a noun, but here is '|'
                  ┌ prompt:1:1
                1 │ | take 3
                  │ ^ nothing comes before it
                  hint: a stage on its own line continues the line above it; at the prompt, '|' means 'it |'
                  code: parse.leading-pipe

                """#),
        Case(
            typed: "paid != null",
            shown: #"""
                error: whether a value is missing is asked with 'is'
                  ┌ prompt:1:6
                1 │ paid != null
                  │      ^^^^^^^ never true or false
                  try: paid is not null
                  code: parse.null-comparison

                """#),
        Case(
            typed: "paid == null",
            shown: #"""
                error: whether a value is missing is asked with 'is'
                  ┌ prompt:1:6
                1 │ paid == null
                  │      ^^^^^^^ never true or false
                  try: paid is null
                  code: parse.null-comparison

                """#),
        Case(
            typed: "worst(invoices | take 3)",
            shown: #"""
                error: a call takes expressions, but here is a pipeline
                  ┌ prompt:1:16
                1 │ worst(invoices | take 3)
                  │                ^ not inside a call
                  hint: put the pipeline in parentheses of its own: worst((invoices | take 3))
                  code: parse.pipeline-in-call

                """#),
        Case(
            typed: "invoices | take(5)",
            shown: #"""
                error: a stage begins with its verb and a blank, but here is 'take('
                  ┌ prompt:1:12
                1 │ invoices | take(5)
                  │            ^^^^ a verb, not a function
                  try: invoices | take 5
                  code: parse.stage-call

                """#),
        Case(
            typed: "invoices | where(a = b)",
            shown: #"""
                error: a stage begins with its verb and a blank, but here is 'where('
                  ┌ prompt:1:12
                1 │ invoices | where(a = b)
                  │            ^^^^^ a verb, not a function
                  try: invoices | where a = b
                  code: parse.stage-call

                """#),
        Case(
            typed: "D-17 overdue",
            shown: #"""
                error: a statement ends with its line or ';', but 'overdue' follows
                  ┌ prompt:1:6
                1 │ D-17 overdue
                  │      ^^^^^^^ cannot stand here
                  hint: begin a new line, or put an operator or '|' before it
                  code: parse.trailing

                """#),
        Case(
            typed: "f(1, 2",
            shown: #"""
                error: '(' must be closed with ')'
                  ┌ prompt:1:2
                1 │ f(1, 2
                  │  ^ opened here
                  code: parse.unclosed

                """#),
        Case(
            typed: "f(1 2)",
            shown: #"""
                error: '(' must be closed with ')'
                  ┌ prompt:1:2
                1 │ f(1 2)
                  │  ^ opened here
                  │     - not closed before this
                  code: parse.unclosed

                """#),
        Case(
            typed: "take 3)",
            shown: #"""
                error: ')' closes nothing
                  ┌ prompt:1:7
                1 │ take 3)
                  │       ^ nothing is open here
                  try: take 3
                  code: parse.unopened

                """#),
        Case(
            typed: "}",
            shown: #"""
                error: '}' closes nothing
                  ┌ prompt:1:1
                1 │ }
                  │ ^ nothing is open here
                  code: parse.unopened

                """#),
        Case(
            typed: "$a -b",
            shown: #"""
                error: a statement ends with its line or ';', but '-' follows
                  ┌ prompt:1:4
                1 │ $a -b
                  │    ^ cannot stand here
                  hint: a hyphen subtracts only with a blank on both sides
                  try: $a - b
                  code: parse.trailing

                """#),
    ]
}

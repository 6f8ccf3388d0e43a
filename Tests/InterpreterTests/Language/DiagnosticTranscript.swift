// What the checker and the session say to wrong lines. A section begins with what is typed (`script: ` is not typed: it says
// that a script is checked); ⏎ stands for a newline. DiagnosticTests compares letter by letter.
let diagnosticTranscript = #"""

### invoicez | take 3
error: nothing is called 'invoicez'
  ┌ test:1:1
1 │ invoicez | take 3
  │ ^^^^^^^^ did you mean 'invoices'?
  try: invoices | take 3
  code: name.unknown
### nonsense
error: nothing is called 'nonsense'
  ┌ test:1:1
1 │ nonsense
  │ ^^^^^^^^
  hint: help lists nouns and verbs; variables begin with $
  code: name.unknown
### invoices | taek 3
error: no verb is called 'taek'
  ┌ test:1:12
1 │ invoices | taek 3
  │            ^^^^ did you mean 'take'?
  try: invoices | take 3
  code: verb.unknown
### invoices | zzzzzz
error: no verb is called 'zzzzzz'
  ┌ test:1:12
1 │ invoices | zzzzzz
  │            ^^^^^^
  hint: help verbs lists them
  code: verb.unknown
### invoices | debtors
error: a noun begins a query, but 'debtors' stands behind a |
  ┌ test:1:12
1 │ invoices | debtors
  │            ^^^^^^^
  hint: begin a new statement with it
  code: verb.unknown
### invoices | limit 5
error: no verb is called 'limit'
  ┌ test:1:12
1 │ invoices | limit 5
  │            ^^^^^ here it is 'take'
  try: invoices | take 5
  code: verb.unknown
### invoices | order by due desc | head 3
error: no verb is called 'order'
  ┌ test:1:12
1 │ invoices | order by due desc | head 3
  │            ^^^^^ here it is 'sort'
  try: invoices | sort -due | take 3
  code: verb.unknown
### select id, due from invoices where balance > 100 order by due desc limit 5
error: 'select' works on rows, but nothing comes in
  ┌ test:1:1
1 │ select id, due from invoices where balance > 100 order by due desc limit 5
  │ ^^^^^^
  try: invoices | where balance > 100 | sort -due | select id, due | take 5
  code: verb.wrong-input
### invoices | where balnace > 500
error: invoices has no column 'balnace'
  ┌ test:1:18
1 │ invoices | where balnace > 500
  │                  ^^^^^^^ did you mean 'balance'?
  = columns: id, debtor, due, balance, currency, held
  try: invoices | where balance > 500
  code: where.unknown-column
### invoices | where due > 500
error: a date is never compared with a number
  ┌ test:1:24
1 │ invoices | where due > 500
  │                        ^^^
  hint: dates are written 2026-11-23
  code: expression.unlike
### invoices | where held, due < today
error: a condition is one expression, but a comma starts another
  ┌ test:1:24
1 │ invoices | where held, due < today
  │                        ^^^^^^^^^^^
  hint: put `and` or `or` between them
  code: bind.condition-list
### invoices | take "x"
error: 'count' must be a whole number, but this is text
  ┌ test:1:17
1 │ invoices | take "x"
  │                 ^^^
  code: bind.wrong-type
### invoices | take 1 2
error: 'take' has all its arguments already, and this is one more
  ┌ test:1:19
1 │ invoices | take 1 2
  │                   ^
  = usage: take [COUNT]
  code: bind.too-many
### invoices | take 1, 2
error: 'count' takes one value, but a comma brings another
  ┌ test:1:20
1 │ invoices | take 1, 2
  │                    ^
  hint: a blank starts the next argument
  code: bind.only-one
### invoices | take n = 1
error: 'take' names nothing here, but this has a name and =
  ┌ test:1:17
1 │ invoices | take n = 1
  │                 ^^^^^
  hint: in parentheses = compares: (a = b)
  code: bind.no-name-here
### invoices | where held order by due
error: 'where' has all its arguments already, and this is one more
  ┌ test:1:23
1 │ invoices | where held order by due
  │                       ^^^^^
  = usage: where CONDITION
  try: invoices | where held | sort due
  code: bind.too-many
### add debtro "X"
error: 'add' needs one of its kinds behind it
  ┌ test:1:5
1 │ add debtro "X"
  │     ^^^^^^ did you mean 'debtor'?
  = kinds: debtor, invoice
  try: add debtor "X"
  code: verb.unknown
### add
error: 'add' needs one of its kinds behind it
  ┌ test:1:1
1 │ add
  │ ^^^
  = kinds: debtor, invoice
  code: verb.unknown
### add debtor
error: 'add debtor' needs text
  ┌ test:1:1
1 │ add debtor
  │ ^^^^^^^^^^
  = name: what it is called
  = usage: add debtor NAME [kind company|person]
  code: bind.missing-argument
### add debtor "X" kind perso
error: 'perso' is none of the words that may stand here
  ┌ test:1:21
1 │ add debtor "X" kind perso
  │                     ^^^^^ did you mean 'person'?
  = words: company, person
  try: add debtor "X" kind person
  code: bind.unknown-word
### add debtor Acme
error: text stands in quotes, but 'Acme' is bare
  ┌ test:1:12
1 │ add debtor Acme
  │            ^^^^
  try: add debtor "Acme"
  code: bind.unquoted
### add invoice 10 GBP
error: 'add invoice' needs 'to' and an id from debtors
  ┌ test:1:1
1 │ add invoice 10 GBP
  │ ^^^^^^^^^^^
  = debtor: who owes it
  = usage: add invoice AMOUNT to DEBTOR [due DUE]
  code: bind.missing-argument
### add invoice 10 GBP too D-1
error: 'add invoice' has no label 'too'
  ┌ test:1:20
1 │ add invoice 10 GBP too D-1
  │                    ^^^ did you mean 'to'?
  = labels: to, due
  = usage: add invoice AMOUNT to DEBTOR [due DUE]
  try: add invoice 10 GBP to D-1
  code: bind.unknown-label
### add invoice 10 GBP to
error: after 'to' must stand an id from debtors, but nothing does
  ┌ test:1:20
1 │ add invoice 10 GBP to
  │                    ^^
  = debtor: who owes it
  code: bind.missing-argument
### add invoice 10 to D-1
error: 'amount' must be money, but this is a number
  ┌ test:1:13
1 │ add invoice 10 to D-1
  │             ^^
  hint: money names its currency: 500 GBP
  code: bind.wrong-type
### add invoice 10 GBP to D-1 to D-2
error: 'to' was given before
  ┌ test:1:27
1 │ add invoice 10 GBP to D-1 to D-2
  │                           ^^
  code: bind.twice
### add invoice 10 GBP to D-99
error: there is no debtor 'D-99'
  ┌ test:1:23
1 │ add invoice 10 GBP to D-99
  │                       ^^^^
  hint: debtors lists them; an outside number stands in backticks
  code: bind.unknown-id
### add invoice 10 GBP to ["D-1", "D-2"]
error: 'debtor' must be one record, but these are 2
  ┌ test:1:23
1 │ add invoice 10 GBP to ["D-1", "D-2"]
  │                       ^^^^^^^^^^^^^^
  code: bind.not-one
### where due > today
error: 'where' works on rows, but nothing comes in
  ┌ test:1:1
1 │ where due > today
  │ ^^^^^
  hint: begin with a noun: … | where
  code: verb.wrong-input
### invoices | count | take 2
error: 'take' works on rows, but a value comes in
  ┌ test:1:20
1 │ invoices | count | take 2
  │                    ^^^^
  code: verb.wrong-input
### debtors | hold
error: this acts on invoices, but the rows that come in are debtors
  ┌ test:1:11
1 │ debtors | hold
  │           ^^^^
  hint: pipe in invoices, or rows with one column that names an invoice
  code: bind.other-rows
### hold INV-1 | take 3
error: an action is the last stage, but another comes after 'hold'
  ┌ test:1:1
1 │ hold INV-1 | take 3
  │ ^^^^
  hint: let x = … takes what an action gives
  code: act.place
### invoices | where held take 3
error: a stage stands behind a |, but before 'take' is none
  ┌ test:1:23
1 │ invoices | where held take 3
  │                       ^^^^
  try: invoices | where held | take 3
  code: bind.missing-pipe
### let a = 5 ⏎ invoices | where balance > $b
error: no variable $b was set before this
  ┌ test:2:28
2 │ invoices | where balance > $b
  │                            ^^
  hint: let b = … sets it
  code: expression.unknown-variable
### invoices | take (invoices)
error: 'count' must be a whole number, but this is a list
  ┌ test:1:17
1 │ invoices | take (invoices)
  │                 ^^^^^^^^^^
  code: bind.wrong-type
### invoices | where balance > 500 | sort baalnce
error: invoices has no column 'baalnce'
  ┌ test:1:39
1 │ invoices | where balance > 500 | sort baalnce
  │                                       ^^^^^^^ did you mean 'balance'?
  = columns: id, debtor, due, balance, currency, held
  try: invoices | where balance > 500 | sort balance
  code: where.unknown-column
### invoices where balance > 500
error: a stage stands behind a |, but before 'where' is none
  ┌ test:1:10
1 │ invoices where balance > 500
  │          ^^^^^
  try: invoices | where balance > 500
  code: bind.missing-pipe
### invoices | where (hold INV-1)
error: an action stands as a statement or as its last stage, but this stands inside an expression
  ┌ test:1:19
1 │ invoices | where (hold INV-1)
  │                   ^^^^^^^^^^
  hint: let x = … takes what an action gives
  code: act.place
### explain INV-1 | take 3
error: 'take' works on rows, but a value comes in
  ┌ test:1:17
1 │ explain INV-1 | take 3
  │                 ^^^^
  code: verb.wrong-input
### for x in hold INV-1 { 1 }
error: a loop goes over rows, but 'hold' acts
  ┌ test:1:10
1 │ for x in hold INV-1 { 1 }
  │          ^^^^
  code: act.place
### $x | take 1
error: no variable $x was set before this
  ┌ test:1:1
1 │ $x | take 1
  │ ^^
  hint: let x = … sets it
  code: expression.unknown-variable
### | take 3
error: there is no last result yet
  ┌ test:1:1
1 │ | take 3
  │ ^
  code: bind.no-result
### script: it
error: the last result is known only at the prompt, but this is a script
  ┌ test:1:1
1 │ it
  │ ^^
  hint: let x = … keeps a result
  code: bind.no-result
### invoices | as xml
error: 'xml' is none of the words that may stand here
  ┌ test:1:15
1 │ invoices | as xml
  │               ^^^
  = words: csv, json
  code: bind.unknown-word
### let f = "csv"; invoices | as $f
error: 'format' must be known before anything runs, so it cannot be worked out
  ┌ test:1:30
1 │ let f = "csv"; invoices | as $f
  │                              ^^
  code: bind.not-settled
### invoices | union 5
error: 'other' must be rows, but this is a value
  ┌ test:1:18
1 │ invoices | union 5
  │                  ^
  hint: a noun, $variable, or a query in parentheses
  code: bind.not-rows
### invoices | select count()
error: this sums up many rows, but here stands one value for each row
  ┌ test:1:19
1 │ invoices | select count()
  │                   ^^^^^^^
  hint: summarise sums up
  code: bind.aggregate-here
### invoices | select double(1)
error: this makes a new column, which needs a name
  ┌ test:1:19
1 │ invoices | select double(1)
  │                   ^^^^^^^^^
  try: invoices | select name = double(1)
  code: bind.needs-name
### invoices | select due, due
error: two columns cannot both be called 'due'
  ┌ test:1:24
1 │ invoices | select due, due
  │                        ^^^
  code: bind.same-name
### invoices | tally due
error: each value must sum up a whole group, but this is one for each row
  ┌ test:1:18
1 │ invoices | tally due
  │                  ^^^
  hint: for example sum(…), max(…), count()
  code: bind.not-an-aggregate
### invoices | pick due = 1
error: 'pick' names nothing here, but this has a name and =
  ┌ test:1:17
1 │ invoices | pick due = 1
  │                 ^^^^^^^
  hint: in parentheses = compares: (a = b)
  code: bind.no-name-here
### invoices | pick double(2)
error: here stands the name of a column, but this is an expression
  ┌ test:1:17
1 │ invoices | pick double(2)
  │                 ^^^^^^^^^
  hint: derive name = … makes a column of it first
  code: bind.not-a-column
### invoices | save a.csv
error: text stands in quotes, but 'a.csv' is bare
  ┌ test:1:17
1 │ invoices | save a.csv
  │                 ^^^^^
  try: invoices | save "a.csv"
  code: bind.unquoted
### commit 5
error: 'commit' stands alone, but this stands behind it
  ┌ test:1:8
1 │ commit 5
  │        ^
  code: bind.too-many
### commit
error: 'commit' ends a transaction, but none is open
  ┌ test:1:1
1 │ commit
  │ ^^^^^^
  hint: begin opens one; without it each statement is kept as it is done
  code: transaction.none
### begin; begin
error: a transaction is open already
  ┌ test:1:8
1 │ begin; begin
  │        ^^^^^
  hint: commit keeps it, rollback takes it back
  code: transaction.open
### script: begin
error: a script is a transaction already
  ┌ test:1:1
1 │ begin
  │ ^^^^^
  hint: commit keeps it, rollback takes it back
  code: transaction.open
### script: version 2
error: this program knows version 1 of the language only
  ┌ test:1:1
1 │ version 2
  │ ^^^^^^^^^
  try: version 1
  code: language.version
### assert 5
error: a condition must be true or false, but this is a number
  ┌ test:1:8
1 │ assert 5
  │        ^ compare it with something
  hint: for example: … > 500
  code: expression.not-a-condition
### assert
error: assert takes a condition and perhaps a text
  ┌ test:1:1
1 │ assert
  │ ^^^^^^
  try: assert (invoices | count) < 5000, "unusual volume"
  code: assert.form
### assert (invoices | count) = 9, "we lost some"
error: assertion failed: we lost some
  ┌ test:1:8
1 │ assert (invoices | count) = 9, "we lost some"
  │        ^^^^^^^^^^^^^^^^^^^^^^
  code: assert.failed
### let a = invoices | taek 3; $a | take 1
error: no verb is called 'taek'
  ┌ test:1:20
1 │ let a = invoices | taek 3; $a | take 1
  │                    ^^^^ did you mean 'take'?
  try: let a = invoices | take 3
  code: verb.unknown
### $b = 5
error: no variable $b was set before this
  ┌ test:1:1
1 │ $b = 5
  │ ^^
  try: let b = 5
  code: expression.unknown-variable
### let a = 5; $a = invoices
error: $a holds a number, but this gives rows
  ┌ test:1:17
1 │ let a = 5; $a = invoices
  │                 ^^^^^^^^
  hint: let a = … makes a new variable
  code: assign.other-shape
### use "x"
error: 'x' cannot be used: there is no such file
  ┌ test:1:5
1 │ use "x"
  │     ^^^
  code: use.unreadable
### if true { use "x" }
error: use stands between statements, but this is inside a block
  ┌ test:1:11
1 │ if true { use "x" }
  │           ^^^^^^^
  code: use.place
### param x: date = today
error: param stands at the top of a script, but this is inside a block or at the prompt
  ┌ test:1:1
1 │ param x: date = today
  │ ^^^^^^^^^^^^^^^^^^^^^
  hint: let x = … sets a variable
  code: param.place
### script: param x: dat = today
error: no type is called 'dat'
  ┌ test:1:10
1 │ param x: dat = today
  │          ^^^ did you mean 'date'?
  = types: number, money, percent, date, period, time, moment, duration, text, word, id, flag, list, range, record, any, table
  code: param.unknown-type
### script: param x: date
error: the script needs a date for 'x'
  ┌ test:1:1
1 │ param x: date
  │ ^^^^^^^^^^^^^
  hint: give it behind the script: x …
  code: param.missing
### script: param x: date = 5
error: 'x' must be a date, but this is a number
  ┌ test:1:17
1 │ param x: date = 5
  │                 ^
  code: bind.wrong-type
### invoices as of 5
error: 'as of' must be a date, but this is a number
  ┌ test:1:16
1 │ invoices as of 5
  │                ^
  code: bind.wrong-type
### 5 as of 2026-01-01
error: this is the same on every day
  ┌ test:1:1
1 │ 5 as of 2026-01-01
  │ ^
  hint: nouns, and amounts in another currency, have a day
  code: bind.no-date
### if true { commit }
error: 'commit' stands between statements, but this is inside a block
  ┌ test:1:11
1 │ if true { commit }
  │           ^^^^^^
  code: transaction.place
### script: invoices | hold
error: 'hold' acts on 3 records, and nobody can be asked here
  ┌ test:1:12
1 │ invoices | hold
  │            ^^^^
  hint: say how many you expect: … confirm 3, or confirm 1..3
  code: act.confirm-missing
### script: invoices | hold confirm 7
error: 7 records were expected, but there are 3: nothing was changed
  ┌ test:1:25
1 │ invoices | hold confirm 7
  │                         ^
  code: act.confirm-differs
### script: hold INV-1 confirm "x"
error: 'confirm' must be a count or a range, but this is text
  ┌ test:1:20
1 │ hold INV-1 confirm "x"
  │                    ^^^
  code: bind.wrong-type
"""#

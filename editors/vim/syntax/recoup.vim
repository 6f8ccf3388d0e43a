" Vim syntax of Recoup scripts, made by `recoup editor-files vim` from the language's own words.
if exists("b:current_syntax")
  finish
endif
syn case match
syn iskeyword @,48-57,_
syn keyword recoupStatement assert begin break catch commit continue def dry else explain fail for help if let
syn keyword recoupStatement param return rollback try use version whatif while
syn keyword recoupOperator and as contains ends exactly in is known matches mod not or starts
syn keyword recoupConstant false it me null today tomorrow true yesterday
syn keyword recoupNoun accounts allocations behaviour cases cei charges claims contacts credits debtors
syn keyword recoupNoun disputes dso events evidence exchange forecast holds instalments interest invoices
syn keyword recoupNoun kept_promises payments people plans promises provision rates reconcile refunds rollrates
syn keyword recoupNoun rules schedule settings statement steps writeoffs
syn keyword recoupVerb add age agree allocate avg book cancel charge chart check close compare complete config
syn keyword recoupVerb contact correct count credit derive describe dispute distinct drop edit export hold
syn keyword recoupVerb import issue join lookup match max median min move offset percentile pivot plan promise
syn keyword recoupVerb receive redo refund release rename reopen resolve reverse sample save select set settle
syn keyword recoupVerb show skip sort strike sum summarise take undo union waive where writeoff
syn keyword recoupLabel about account across anti approved at base basis because bins by confirm consent
syn keyword recoupLabel country cure currency dates decimal draft due email encoding every expect from grace id
syn keyword recoupLabel inner key kind language least left limit map method missed mode months moratorium next
syn keyword recoupLabel note number of on opened order outcome over owner parts payer phone preview rate raw
syn keyword recoupLabel reference rejects replace role rows segment semi separator share since source stepped
syn keyword recoupLabel sums terms title to tolerance top total transaction unapplied unknown until update
syn keyword recoupLabel window with zone
syn match recoupFunction /\v<(abs|affordable|age|amount|annuity|avg|bpdso|cei|collection_rate|compound_interest|count|currency|day|days_between|days_delinquent|discount_cost|distinct|dso|dso_countback|end_of_month|end_of_quarter|end_of_year|equal_instalments|expected_cash|first|fixed_sum|last|late_interest|left|length|loss_forecast|lower|max|me|median|min|month|now|percentile|present_value|provision_matrix|quarter|rate_of|roll_rate|round|settle|share|simple_interest|start_of_month|start_of_quarter|start_of_year|sum|text|today|tomorrow|upper|weekday|weighted_delay|year|yesterday)\ze\(/
syn match recoupNumber /\v<[0-9][0-9_]*(\.[0-9]+)?\%?/
syn match recoupNumber /\v<[0-9]+(wd|mo|d|w|y|h)>/
syn match recoupMoney /\v[£€$¥][0-9][0-9,_]*(\.[0-9]+)?/
syn match recoupMoney /\v<[0-9][0-9,_]*(\.[0-9]+)? ?[A-Z]{3}>/
syn match recoupId /\v<[A-Z][A-Za-z0-9]*(-[A-Za-z0-9]+)*-?[0-9][A-Za-z0-9-]*>/
syn match recoupDate /\v<[0-9]{4}-(([0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2})?)?)|Q[1-4])>/
syn match recoupVariable /\$\h\w*/
syn match recoupType /\v(:|->)\s*\zs(date|duration|flag|id|money|number|percent|period|table|text|time|word)>/
syn match recoupPipe /|/
syn region recoupInside start=/{/ end=/}/ contained contains=TOP
syn region recoupText start=/"/ skip=/\\./ end=/"/ contains=recoupInside
syn region recoupText start=/"""/ end=/"""/ contains=recoupInside
syn region recoupText start=/'/ end=/'/ oneline
syn region recoupId start=/`/ end=/`/ oneline
syn match recoupComment /\v(^|\s)\zs#([^0-9].*)?$/ contains=@Spell
hi def link recoupStatement Statement
hi def link recoupOperator Operator
hi def link recoupConstant Constant
hi def link recoupNoun Type
hi def link recoupType Type
hi def link recoupVerb Keyword
hi def link recoupLabel Label
hi def link recoupFunction Function
hi def link recoupNumber Number
hi def link recoupMoney Number
hi def link recoupDate Number
hi def link recoupId Identifier
hi def link recoupVariable Identifier
hi def link recoupPipe Delimiter
hi def link recoupText String
hi def link recoupComment Comment
let b:current_syntax = "recoup"

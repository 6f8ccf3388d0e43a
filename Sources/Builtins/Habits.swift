// Words people bring from SQL, the shell and other query languages, and what each is here. Met with the whole line rewritten.
import Interpreter

enum Habits {
    static let all: [Habit] = [
        Habit("order by", "sort"), Habit("group by", "summarise count() by"),
        Habit("having", "where"), Habit("limit", "take"), Habit("head", "take"),
        Habit("filter", "where"), Habit("grep", "where"), Habit("project", "select"), Habit("extend", "derive"),
        Habit("aggregate", "summarise"), Habit("uniq", "distinct"), Habit("unique", "distinct"),
        Habit("wc", "count"), Habit("mean", "avg"), Habit("order", "sort"), Habit("arrange", "sort"),
        Habit("mutate", "derive"), Habit("first", "take"), Habit("aging", "age"), Habit("ageing", "age"), Habit("pay", "receive"),
    ]
}

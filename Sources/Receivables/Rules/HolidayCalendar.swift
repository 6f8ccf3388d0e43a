// Which days are worked, as dated data: a calendar is a text file with a line for each holiday, its mark and its name. Read
// here and held nowhere else; the files are Calendars/*.calendar. A day of a year that a calendar does not know is refused
// by nobody: `knows` says which years it covers, and whoever shows a due day can say so.

package import Columns
package import Values

package struct HolidayCalendar: Sendable {
    package struct Holiday: Sendable, Hashable {
        package let day: Day
        package let mark: Confirmation
        package let name: String
    }

    package private(set) var name = ""
    package private(set) var title = ""
    package private(set) var source = ""
    package private(set) var holidays: [Holiday] = []
    private var weekend: Set<Weekday> = []

    /// Weekends and holidays together.
    package var workdays: Calendar { Calendar(weekend: weekend, holidays: holidays.map(\.day)) }

    /// The years it has holidays for.
    package var years: ClosedRange<Int>? {
        guard let first = holidays.first?.day.year, let last = holidays.last?.day.year else { return nil }
        return first...last
    }

    /// Reads the text of one; nil where a line is not understood, which a test refuses of those that come with the program.
    init?(reading text: String) {
        for raw in text.split(separator: "\n") {
            let words = raw.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map(String.init)
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            let rest = words.dropFirst()
            switch first {
            case "calendar":
                guard let said = rest.first else { return nil }
                name = said
            case "title": title = rest.joined(separator: " ")
            case "source": source = rest.joined(separator: " ")
            case "weekend":
                for word in rest {
                    guard let weekday = Weekday.allCases.first(where: { "\($0)" == word }) else { return nil }
                    weekend.insert(weekday)
                }
            case "off":
                guard words.count > 3, let day = try? Day(parsing: words[1]), let mark = Confirmation(rawValue: words[2]) else { return nil }
                holidays.append(Holiday(day: day, mark: mark, name: words[3...].joined(separator: " ")))
            default: return nil
            }
        }
        guard !name.isEmpty, weekend.count < 7 else { return nil }
        holidays.sort { $0.day < $1.day }
    }

    /// Those that come with the program, by name. Adding one adds a file and a line here.
    package static let all: [HolidayCalendar] = texts.compactMap { HolidayCalendar(reading: $0) }

    static let texts: [String] = [
        PackageResources.gb_england_calendar, PackageResources.de_calendar, PackageResources.target2_calendar,
        PackageResources.us_federal_calendar,
    ].map { String(decoding: $0, as: UTF8.self) }

    /// What the setting is called, and what it says where no holiday counts.
    package static let setting = "calendar"
    package static let weekends = "weekends"

    /// The working days of a book: its calendar's, else Monday to Friday.
    package static func workdays(of store: Store) -> Calendar {
        let named = ChangeSetting.value(of: setting, in: store)
        return all.first { $0.name == named }?.workdays ?? .standard
    }
}

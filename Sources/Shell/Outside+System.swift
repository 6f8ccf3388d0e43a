// The outside of a real process: the system's clock, its disk, its descriptors. The only file of this room that touches
// the system; it decides nothing.
import Files
import Glibc
import Terminal
import Values

extension Outside {
    static func system() -> Outside {
        var outside = Outside(
            disk: RealDisk(), directory: ".", now: localMoment, ticks: ticks, screen: { Screen.current(colour: $0) },
            input: .descriptor(0), out: .descriptor(1), err: .descriptor(2),
            actor: variable("USER") ?? variable("LOGNAME") ?? "uid-\(getuid())",
            random: {
                var system = SystemRandomNumberGenerator()
                return system.next()
            })
        outside.environment = variable
        outside.pager = { Pager.start(PagerChoice(setVariable), cut: $0) }
        outside.keep = { _ = Unmanaged.passRetained($0) }
        return outside
    }

    /// Also where it is set to nothing, which means something for PAGER.
    private static func setVariable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    private static func localMoment() -> Moment {
        var seconds = time(nil)
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil,
            let day = Day(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
        else { return Moment(day: .first) }
        return Moment(epochMinutes: Int64(day.number) * 1440 + Int64(parts.tm_hour) * 60 + Int64(parts.tm_min))
            ?? Moment(day: day)
    }

    private static func ticks() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }
}

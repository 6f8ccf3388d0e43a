// Every function of the language, by hand. Adding one adds a line to a list of its kind.
import Interpreter

enum Functions {
    static let all = AggregateFunctions.all + DayFunctions.all + TextFunctions.all + NumberFunctions.all
        + InterestFunctions.all + SharingFunctions.all + MeasureFunctions.all
}

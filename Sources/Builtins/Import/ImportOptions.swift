// What a person says about a file that the file leaves open.
import Rendering
import Values

struct ImportOptions {
    var kind: FileKind?
    var dates: DayOrder?
    var mark: DecimalMark?
    var encoding: TextEncoding?
    var separator: UInt8?
    var currency: Currency?
    var isUpdate = false
    /// Where rows that cannot be taken go; without it one of them stops the import.
    var takesRejects = false
    /// By field, made of the file's columns.
    var map: [(field: String, parts: [MapPart])] = []

    enum MapPart: Hashable {
        case text(String)
        case column(String)
    }
}

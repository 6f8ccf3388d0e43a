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
    /// Whether debtors that rows of invoices name and nobody knows are made on the way.
    var addsDebtors = false
    /// What amounts are counted in where a rejected row does not say.
    var expectedCurrency: Currency?
    /// Which columns a file must have, where it is not to be taken in.
    var needs: [[FileField]]?
    /// By field, made of the file's columns.
    var map: [(field: String, parts: [MapPart])] = []

    enum MapPart: Hashable {
        case text(String)
        case column(String)
    }
}

// Prints results: tables for people, fitted to the screen or whole off a terminal, and the formats for machines. Writes to
// the output stream only.
import Builtins
import Columns
import Diagnostics
import Interpreter
import Rendering
import Terminal
import Values

struct ResultPrinter {
    /// Asked anew for each result: a window changes its size.
    let look: () -> Screen
    /// What `--format` said.
    let format: Invocation.Format?
    let out: Channel
    /// Which colours, and whether lines and bars are drawn in ASCII.
    let preferences: Preferences
    /// How many rows are shown, as `set rows` says.
    var rows: () -> Preferences.Rows = { .screen }

    /// So many rows go straight to the channel, without a buffer of their own.
    private static let few = 64

    private var palette: Palette {
        let screen = look()
        let palette = screen.coloursOutput ? preferences.theme.palette : .plain
        return preferences.drawing.isASCII(on: screen) ? palette.inASCII : palette
    }

    /// `whole`: every row and every column, whatever the screen.
    func print(_ flow: Flow, in context: Context, whole: Bool = false) {
        switch flow {
        case .nothing: return
        case .value(let value): print(value)
        case .rows(let relation):
            if case .export(let format)? = Self.format(named: relation.printsAs) ?? self.format {
                let grid = ResultGrid(relation, for: .machine, in: context).grid
                let frame = format == .html ? PageFrame(title: relation.shape.noun ?? "") : .none
                if grid.rowCount <= Self.few {
                    out.write { format.append(grid, frame: frame, to: &$0) }
                } else {
                    format.write(grid, frame: frame) { out.write($0) }
                }
            } else if relation.printsAs == nil, format == nil, let drawn = ResultChart(relation, in: context, whole: whole) {
                out.write(ChartPainter(width: look().width, palette: palette).text(drawn.chart, footer: drawn.footer))
            } else {
                table(relation, context, whole: whole)
            }
        }
    }

    private static func format(named name: String?) -> Invocation.Format? {
        guard let name else { return nil }
        return name == "table" ? .table : ExportFormat(named: name).map { .export($0) }
    }

    private func print(_ value: Value) {
        if case .export(let format)? = format {
            let kind: CellKind =
                switch value {
                case .number, .money, .percent: .number
                case .flag: .flag
                case .day, .period, .time, .moment, .duration, .word: .symbol
                case .null, .text, .id, .range, .list, .record: .text
                }
            var columns = [GridColumn("value", kind)]
            var cells: [String?] = [value.isNull ? nil : value.plain]
            if case .money(let money) = value {
                columns.append(GridColumn("currency", .symbol))
                cells.append(money.currency.code)
            }
            format.write(Grid(columns: columns, rows: [cells])) { out.write($0) }
            return
        }
        switch value {
        case .record(let fields):
            let grid = Grid(
                columns: fields.map { GridColumn($0.name) }, rows: [fields.map { $0.value.isNull ? nil : $0.value.shown }])
            out.write(RecordPainter(width: look().width, palette: palette).text(grid))
        case .null: out.write("null\n")
        case .text(let text):
            // A text of several lines is printed as such; everything else in it that moves a cursor is made visible.
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                out.write(SafeText.visible(String(line)) + "\n")
            }
        case .flag, .number, .money, .percent, .day, .period, .time, .moment, .duration, .range, .word, .id, .list:
            out.write(SafeText.visible(value.shown) + "\n")
        }
    }

    private func table(_ relation: Relation, _ context: Context, whole: Bool) {
        let screen = look()
        let room: Int? =
            switch rows() {
            case _ where whole: nil
            case .all: nil
            case .count(let count): screen.outputIsTerminal ? count : nil
            case .screen: screen.height.map { max(10, $0 - 6) }
            }
        let limit = room.map { relation.rowCount > $0 ? $0 : .max } ?? .max
        let grid = ResultGrid(relation, for: .person, in: context, allColumns: whole, rows: limit).grid
        let footer = TableFooter(
            totalRows: relation.rowCount,
            totalColumns: screen.outputIsTerminal ? relation.shape.columns.count : grid.columns.count,
            totals: MoneyTotals.lines(relation, context), notes: relation.notes + Remarks.lines(relation))
        TablePainter(width: whole ? nil : screen.width, palette: palette).paint(grid, footer: footer) { out.write($0) }
    }
}

import Rendering
import Testing

@Suite struct TableTests {
    @Test func emptyTableSaysSo() {
        let grid = Grid(columns: [GridColumn("id"), GridColumn("balance", .number)], rows: [])
        let text = TablePainter(width: 40).text(grid, footer: TableFooter(totalRows: 0, totalColumns: 2))
        #expect(text == "id  balance\n──  ───────\nno rows\n")
    }
}

import Columns
import Files
struct SnapshotHeader { var group: UInt64 }
struct SnapshotFile {
    var header: SnapshotHeader
    var store: Store
    static func open(_ disk: any Disk, _ layout: BookLayout, _ number: UInt64, _ catalog: Catalog, checksAll: Bool) throws(BookFault) -> SnapshotFile {
        throw .damaged(file: BookLayout.snapshot(number), section: "", offset: 0)
    }
}

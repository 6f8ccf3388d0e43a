// The definitions of the tree under the checker, found by name, by node and by themselves: a library may have thousands.
import Syntax

struct Announced {
    private(set) var list: [(definition: Definition, node: NodeID)] = []
    private var names: [String: Int] = [:]
    private var nodes: [NodeID: Int] = [:]

    mutating func add(_ definition: Definition, _ node: NodeID) {
        names[definition.name] = list.count
        nodes[node] = list.count
        list.append((definition, node))
    }

    func definition(named name: String) -> Definition? { names[name].map { list[$0].definition } }

    func definition(at node: NodeID) -> Definition? { nodes[node].map { list[$0].definition } }

    /// Where it stands in the open tree; nil for one of another text.
    func node(of definition: Definition) -> NodeID? {
        guard let place = names[definition.name], list[place].definition === definition else { return nil }
        return list[place].node
    }
}

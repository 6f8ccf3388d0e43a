// What the machine asks of the session, and what it does with faults. Variables that a query reads are brought to where
// queries find them, and what a statement sets is taken back.
import Diagnostics
import Values

extension Machine {
    func callOut(
        _ a: Int, _ callOut: CallOut, _ r: UnsafeMutablePointer<Cell>, _ place: Place
    ) throws(Stop) -> Session.Ending {
        let running = units[place.unit]
        for place in callOut.reads { session.keep(arena.flow(of: r[Int(place.register)]), in: place.slot) }
        defer { for place in callOut.writes { r[Int(place.register)] = arena.cell(session.variable(place.slot)) } }
        switch callOut.work {
        case .expression(let expression):
            do throws(Diagnostic) { r[a] = arena.cell(try expression.flow(context)) } catch { throw .fault(error) }
        case .flow(let pipeline):
            do throws(Diagnostic) { r[a] = arena.cell(try pipeline.flow(context)) } catch { throw .fault(error) }
        case .statement(let statement):
            let outer = session.isInside
            session.isInside = running.isInside
            defer { session.isInside = outer }
            do throws(SessionFault) { return try session.execute(statement, in: running.source) } catch {
                throw .session(error)
            }
        }
        return .through
    }

    /// Closes what a call that ends leaves open.
    func settle(_ depth: Int, _ outer: Int) {
        while handlers.count > outer, let last = handlers.last, last.depth == depth {
            handlers.removeLast()
            session.settle(last.mark)
        }
    }

    /// A fault with its place: what was thrown in this unit stands in its text.
    func placed(_ stop: Stop, _ unit: Int) -> SessionFault {
        switch stop {
        case .session(let fault): return fault
        case .fault(let diagnostic):
            do throws(SessionFault) {
                try session.located(units[unit].source) { () throws(Diagnostic) -> Void in throw diagnostic }
            } catch {
                return error
            }
            return SessionFault(.failed, diagnostic, in: units[unit].source)
        }
    }

    /// Takes back what a `try` did, and gives what its `catch` is told.
    func caught(_ fault: SessionFault, _ handler: Handler) -> Cell {
        session.takeBack(handler.mark)
        return arena.cell(
            .value(
                .record([
                    Field("message", .text(fault.diagnostic.message)), Field("code", .text(fault.diagnostic.code)),
                ])))
    }
}

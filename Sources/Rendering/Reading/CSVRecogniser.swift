// Which dialect a file is in, from its first bytes. Says also what else it could have been, so that whoever asks can
// be asked; may not decide what a person must decide.

package struct CSVRecognition: Hashable, Sendable {
    package var dialect: CSVDialect
    /// The fields of the first record.
    package var header: [[UInt8]]
    /// Other separators under which every record of the sample has as many fields as the first, and more than one.
    package var rivals: [UInt8]
    /// The first byte that is no UTF-8, which is why the encoding was taken for Latin-1.
    package var notUTF8: InputPlace?
}

package enum CSVRecogniser {
    /// In the order in which they are preferred where nothing else decides.
    package static let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
    private static let recordsTried = 200

    /// - Parameters:
    ///   - sample: the start of the file; 64 KB are plenty.
    ///   - isWhole: whether the file ends where the sample does.
    package static func recognise(
        _ sample: UnsafeBufferPointer<UInt8>, isWhole: Bool
    ) throws(CSVFault) -> CSVRecognition {
        if sample.starts(with: [0xFF, 0xFE]) || sample.starts(with: [0xFE, 0xFF]) { throw .wideEncoding }
        var notUTF8: InputPlace?
        // A scalar that the end of the sample cuts in two is no flaw.
        if let flaw = ScalarWalk.firstFlaw(in: sample), isWhole || flaw < sample.count - 3 {
            notUTF8 = InputPlace(of: flaw, in: sample, startingAt: InputPlace(line: 1, column: 1))
        }
        let encoding = notUTF8 == nil ? TextEncoding.utf8 : .latin1
        let bytes = Array(sample)
        let tries = separators.map { trial(bytes, separator: $0, encoding: encoding, isWhole: isWhole) }
        var best = tries[0]
        for other in tries.dropFirst() where other.isBetter(than: best) { best = other }
        let rivals = tries.filter { $0.isSound && $0.separator != best.separator }.map(\.separator)
        return CSVRecognition(
            dialect: CSVDialect(separator: best.separator, encoding: encoding), header: best.header,
            rivals: best.isSound ? rivals : [], notUTF8: notUTF8)
    }

    private struct Trial {
        var separator: UInt8
        var header: [[UInt8]] = []
        var records = 0
        var agreeing = 0
        var isBroken = false

        var isSound: Bool { !isBroken && header.count > 1 && agreeing == records }

        func isBetter(than other: Trial) -> Bool {
            if isSound != other.isSound { return isSound }
            if isBroken != other.isBroken { return !isBroken }
            if isSound { return header.count > other.header.count }
            // Neither fits throughout: the one under which more records have more fields alike.
            return (header.count - 1) * agreeing > (other.header.count - 1) * other.agreeing
        }
    }

    private static func trial(_ bytes: [UInt8], separator: UInt8, encoding: TextEncoding, isWhole: Bool) -> Trial {
        let reader = CSVReader(
            bytes: bytes, dialect: CSVDialect(separator: separator, encoding: encoding, allowsRagged: true))
        var trial = Trial(separator: separator)
        do throws(CSVFault) {
            var last = 0
            while trial.records <= recordsTried, try reader.next() {
                if trial.records == 0 { trial.header = (0..<reader.count).map { Array(reader.field($0)) } }
                trial.records += 1
                last = reader.count
                if last == trial.header.count { trial.agreeing += 1 }
            }
            // The end of the sample may cut the last record.
            if !isWhole, trial.records > 1, trial.records <= recordsTried {
                trial.records -= 1
                if last == trial.header.count { trial.agreeing -= 1 }
            }
        } catch {
            switch error {
            case .unclosedQuote, .invalidUTF8: trial.isBroken = isWhole
            case .sourceFailed, .wideEncoding, .nul, .textAfterQuote, .bareQuote, .ragged, .recordTooLong, .tooManyColumns:
                trial.isBroken = true
            }
        }
        return trial
    }
}

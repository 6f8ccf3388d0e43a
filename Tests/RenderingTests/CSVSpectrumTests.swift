import Rendering
import Testing

/// The twelve cases of csv-spectrum: each a small file and what it means, told in JSON.
@Suite struct CSVSpectrumTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var csv: String
        var json: String
        var testDescription: String { name }
    }

    static let cases = [
        Case(
            name: "comma_in_quotes",
            csv: "first,last,address,city,zip\nJohn,Doe,120 any st.,\"Anytown, WW\",08123",
            json: #"[{"first":"John","last":"Doe","address":"120 any st.","city":"Anytown, WW","zip":"08123"}]"#),
        Case(
            name: "empty", csv: "a,b,c\n1,\"\",\"\"\n2,3,4",
            json: #"[{"a":"1","b":"","c":""},{"a":"2","b":"3","c":"4"}]"#),
        Case(
            name: "empty_crlf", csv: "a,b,c\r\n1,\"\",\"\"\r\n2,3,4",
            json: #"[{"a":"1","b":"","c":""},{"a":"2","b":"3","c":"4"}]"#),
        Case(
            name: "escaped_quotes", csv: "a,b\n1,\"ha \"\"ha\"\" ha\"\n3,4\n",
            json: #"[{"a":"1","b":"ha \"ha\" ha"},{"a":"3","b":"4"}]"#),
        Case(
            name: "json", csv: "key,val\n1,\"{\"\"type\"\": \"\"Point\"\", \"\"coordinates\"\": [102.0, 0.5]}\"\n",
            json: #"[{"key":"1","val":"{\"type\": \"Point\", \"coordinates\": [102.0, 0.5]}"}]"#),
        Case(
            name: "location_coordinates", csv: "place,at\nHarbour,\"(53.5511, 9.9937)\"\nMill,\"(51.5, -0.12)\"\n",
            json: #"[{"place":"Harbour","at":"(53.5511, 9.9937)"},{"place":"Mill","at":"(51.5, -0.12)"}]"#),
        Case(
            name: "newlines", csv: "a,b,c\n1,2,3\n\"Once upon \na time\",5,6\n7,8,9\n",
            json: #"[{"a":"1","b":"2","c":"3"},{"a":"Once upon \na time","b":"5","c":"6"},{"a":"7","b":"8","c":"9"}]"#),
        Case(
            name: "newlines_crlf", csv: "a,b,c\r\n1,2,3\r\n\"Once upon \r\na time\",5,6\r\n7,8,9\r\n",
            json: #"[{"a":"1","b":"2","c":"3"},{"a":"Once upon \r\na time","b":"5","c":"6"},{"a":"7","b":"8","c":"9"}]"#),
        Case(
            name: "quotes_and_newlines", csv: "a,b\n1,\"ha \n\"\"ha\"\" \nha\"\n3,4\n",
            json: #"[{"a":"1","b":"ha \n\"ha\" \nha"},{"a":"3","b":"4"}]"#),
        Case(name: "simple", csv: "a,b,c\n1,2,3\n", json: #"[{"a":"1","b":"2","c":"3"}]"#),
        Case(name: "simple_crlf", csv: "a,b,c\r\n1,2,3\r\n", json: #"[{"a":"1","b":"2","c":"3"}]"#),
        Case(
            name: "utf8", csv: "a,b,c\n1,2,3\n4,5,ʤ",
            json: #"[{"a":"1","b":"2","c":"3"},{"a":"4","b":"5","c":"ʤ"}]"#),
    ]

    @Test(arguments: cases) func readsAsItsAnswerSays(_ test: Case) throws {
        for isStrict in [false, true] {
            let all = try records(test.csv, CSVDialect(isStrict: isStrict))
            let header = try #require(all.first)
            let objects = all.dropFirst().map { record in
                JSONValue.object(zip(header, record).map { JSONMember(key: Array($0.utf8), value: .text(Array($1.utf8))) })
            }
            #expect(try JSONValue.list(objects) == json(test.json))
        }
    }
}

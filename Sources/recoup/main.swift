// The program: hands over to the shell at once.
import Glibc
import Shell

exit(Program.main())

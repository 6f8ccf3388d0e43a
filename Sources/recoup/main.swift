// The program: hands over to the shell at once.
import Shell

au BufRead,BufNewFile *.recoup,*.lesson setfiletype recoup

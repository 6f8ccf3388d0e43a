// Shell: see the table of floors in docs/contributing.md.

"""What an analyst sees: Danish words, tables and prose made from a result. Nothing is decided here."""

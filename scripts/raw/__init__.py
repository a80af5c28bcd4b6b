"""How ``data/raw`` was made from the compiled figures: one module per part."""

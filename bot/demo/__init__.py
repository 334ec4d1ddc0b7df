"""Everything on one machine, with no accounts: a company, its customers, a page."""

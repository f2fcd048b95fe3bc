"""The documents of a finance organisation: estimates, invoices, orders, bills, expenses and payments."""

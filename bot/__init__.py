"""The service: who is asked, what their answer sets off, and who is told."""

"""Administrative documents in the form of Decree 30/2020: plain values in, PDF or DOCX out."""

"""Administrative documents in the form of Decree 30/2020: plain values in, PDF or DOCX out."""

#: The types under which the files are sent.
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

"""The month as .docx, .xlsx and .csv; everything here gets finished figures."""

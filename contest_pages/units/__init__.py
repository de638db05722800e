"""Units: provinces, communes, agencies, schools, with the dates between which each exists."""

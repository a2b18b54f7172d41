"""The forms of the annex of Nghị định 56/2017/NĐ-CP, as Word templates."""

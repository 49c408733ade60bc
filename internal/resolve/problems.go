package resolve

// commonProblems reports what is wrong or risky whatever the reading.
func (r *Run) commonProblems() {
}

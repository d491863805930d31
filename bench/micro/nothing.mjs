/** Nothing that costs anything to evaluate. */
export default undefined;

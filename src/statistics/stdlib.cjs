// What distributions.ts needs of stdlib: hundreds of small files, of which the build makes one in this place, as one loads
// five times as quickly.
exports.gammaQuantile = require('@stdlib/stats-base-dists-gamma-quantile')
exports.betaQuantile = require('@stdlib/stats-base-dists-beta-quantile')
exports.binomialQuantile = require('@stdlib/stats-base-dists-binomial-quantile')
exports.upperGamma = require('@stdlib/math-base-special-gammainc')

/** Configurations of any size, as a company with many services would have them. */

const FIELDS = ['orders', 'items', 'users', 'carts', 'invoices', 'refunds', 'shipments', 'returns'];

/**
 * `size` routes in apis of a hundred, `size` rows spread over platform, apis and routes, and `size` rules: a tenth
 * at the platform, the rest at apis and routes. All that `size` adds stands beside what the measured request meets.
 */
export function configuration(size) {
  const perApi = Math.min(100, size);
  const apis = Array.from({ length: Math.ceil(size / perApi) }, (_, api) => ({
    id: `api-${api}`,
    name: `Service ${api}`,
    match: [`/service-${api}/*rest`],
    errors: rows(perApi / 2, `API_${api}`),
    rules: rules(perApi * 0.4, `api ${api}`),
    routes: Array.from({ length: perApi }, (_unused, route) => ({
      path: pathOf(api, route),
      methods: ['GET'],
      errors: { [`ROUTE_${route}`]: { message: `The route ${route} failed.` } },
      ...(route % 2 === 0 && { rules: rules(1, `route ${api} ${route}`) }),
    })),
  }));
  return { platform: { errors: rows(size / 2, 'PLATFORM'), rules: rules(size / 10, 'platform') }, apis };
}

export function pathOf(api, route) {
  const field = FIELDS[route % FIELDS.length];
  return `/service-${api}/${field}/v${route}/:id`;
}

function rows(count, prefix) {
  const entries = Array.from({ length: Math.ceil(count) }, (_, index) => [
    `${prefix}_${index}`,
    { message: `Message ${index} of ${prefix}.`, title: 'Failed', status: 400 + (index % 100) },
  ]);
  return Object.fromEntries(entries);
}

function rules(count, prefix) {
  return Array.from({ length: Math.ceil(count) }, (_, index) => ({
    order: index,
    name: `${prefix} rule ${index}`,
    when: conditionOf(index),
    body: { code: '#{error.defaultErrorCode}', rule: `${prefix} ${index}` },
  }));
}

/** None of them holds for the measured request: all that could must be asked. */
function conditionOf(index) {
  switch (index % 4) {
    case 0:
      return { code: `CODE_${index}`, header: { 'x-client-type': 'mobile' } };
    case 1:
      return { header: { 'x-tenant': `tenant-${index}` } };
    case 2:
      return { path: `/service-${index}/special` };
    default:
      return { code: [`OTHER_${index}`, `ANOTHER_${index}`] };
  }
}

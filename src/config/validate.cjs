// Written by scripts/config-schema.mjs from schema.json.
/* eslint-disable */
"use strict";
exports.config = validate13;
const schema10 = {"$schema":"http://json-schema.org/draft-07/schema#","type":"object","additionalProperties":false,"errorMessage":"give an object with any of platform, groups, apis, env, language and locales","properties":{"$schema":{"type":"string","errorMessage":"give the path of faultline/schema.json as a text"},"platform":{"$ref":"#/definitions/platform","errorMessage":"give an object with any of errors, rules, template and templates"},"groups":{"type":"array","errorMessage":"give an array of groups"},"apis":{"type":"array","errorMessage":"give an array of apis"},"env":{"type":"array","errorMessage":"give an array of names of environment variables","items":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]{0,99}$","errorMessage":"give the name of an environment variable: up to 100 letters, digits and _, the first no digit"}},"language":{"type":"string","pattern":"^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}$","errorMessage":"give a language, such as \"de\" or \"pt-BR\""},"locales":{"type":"object","errorMessage":"give an object of translations by language, such as { \"de\": { \"OUT_OF_STOCK\": { \"message\": \"…\" } } }","propertyNames":{"pattern":"^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}$","errorMessage":"name it by a language, such as \"de\" or \"pt-BR\""}}},"definitions":{"platform":{"type":"object","additionalProperties":false,"errorMessage":"give an object with any of errors, rules, template and templates","properties":{"errors":{"$ref":"#/definitions/errors","errorMessage":"give an object of rows, such as { \"OUT_OF_STOCK\": { \"message\": \"…\" } }"},"rules":{"$ref":"#/definitions/rules","errorMessage":"give an array of rules"},"template":{"$ref":"#/definitions/template","errorMessage":"give an object with at least body"},"templates":{"$ref":"#/definitions/formats","errorMessage":"give an object with any of json, xml, text and html"}}},"group":{"type":"object","additionalProperties":false,"required":["id","name"],"errorMessage":"give an object with at least id and name","properties":{"id":{"$ref":"#/definitions/id","errorMessage":"give an id of at most 100 letters, digits and _ . -, the first a letter or digit"},"name":{"$ref":"#/definitions/name","errorMessage":"give a name of 1 to 200 characters"},"errors":{"$ref":"#/definitions/errors","errorMessage":"give an object of rows, such as { \"OUT_OF_STOCK\": { \"message\": \"…\" } }"},"rules":{"$ref":"#/definitions/rules","errorMessage":"give an array of rules"},"template":{"$ref":"#/definitions/template","errorMessage":"give an object with at least body"},"templates":{"$ref":"#/definitions/formats","errorMessage":"give an object with any of json, xml, text and html"}}},"api":{"type":"object","additionalProperties":false,"required":["id","name","match"],"errorMessage":"give an object with at least id, name and match","properties":{"id":{"$ref":"#/definitions/id","errorMessage":"give an id of at most 100 letters, digits and _ . -, the first a letter or digit"},"name":{"$ref":"#/definitions/name","errorMessage":"give a name of 1 to 200 characters"},"group":{"$ref":"#/definitions/id","errorMessage":"give an id of at most 100 letters, digits and _ . -, the first a letter or digit"},"match":{"type":"array","minItems":1,"errorMessage":"give an array of paths, such as [\"/shop\", \"/shop/*rest\"]","items":{"$ref":"#/definitions/path","errorMessage":"give a path that starts with \"/\", such as \"/orders/:id\""}},"routes":{"type":"array","errorMessage":"give an array of routes"},"errors":{"$ref":"#/definitions/errors","errorMessage":"give an object of rows, such as { \"OUT_OF_STOCK\": { \"message\": \"…\" } }"},"rules":{"$ref":"#/definitions/rules","errorMessage":"give an array of rules"},"template":{"$ref":"#/definitions/template","errorMessage":"give an object with at least body"},"templates":{"$ref":"#/definitions/formats","errorMessage":"give an object with any of json, xml, text and html"}}},"route":{"type":"object","additionalProperties":false,"required":["path"],"errorMessage":"give an object with at least path","properties":{"id":{"$ref":"#/definitions/id","errorMessage":"give an id of at most 100 letters, digits and _ . -, the first a letter or digit"},"path":{"$ref":"#/definitions/path","errorMessage":"give a path that starts with \"/\", such as \"/orders/:id\""},"methods":{"type":"array","minItems":1,"errorMessage":"give an array of methods, such as [\"GET\"], or leave it out for all","items":{"$ref":"#/definitions/method","errorMessage":"give a method in capitals, such as \"GET\""}},"errors":{"$ref":"#/definitions/errors","errorMessage":"give an object of rows, such as { \"OUT_OF_STOCK\": { \"message\": \"…\" } }"},"rules":{"$ref":"#/definitions/rules","errorMessage":"give an array of rules"},"template":{"$ref":"#/definitions/template","errorMessage":"give an object with at least body"}}},"errors":{"type":"object","errorMessage":"give an object of rows, such as { \"OUT_OF_STOCK\": { \"message\": \"…\" } }","propertyNames":{"$ref":"#/definitions/errorName","errorMessage":"name it by a code (OUT_OF_STOCK), an exception (ValidationException), a status from 400 to 599, or 4xx or 5xx"}},"errorName":{"pattern":"^(?:[45][0-9]{2}|[45]xx|(?![0-9]{3}$)(?![0-9][xX]{2}$)[A-Za-z0-9_$][A-Za-z0-9_.:$-]{0,99})$","errorMessage":"name it by a code (OUT_OF_STOCK), an exception (ValidationException), a status from 400 to 599, or 4xx or 5xx"},"row":{"type":"object","additionalProperties":false,"errorMessage":"give an object with any of message, title, code, status, retryable, headers, template and rules","properties":{"message":{"$ref":"#/definitions/text","errorMessage":"give a text of at most 2048 characters"},"title":{"$ref":"#/definitions/title","errorMessage":"give a text of 1 to 200 characters"},"code":{"$ref":"#/definitions/code","errorMessage":"give a code of at most 64 letters, digits and _ . : -, such as \"OUT_OF_STOCK\""},"status":{"$ref":"#/definitions/status","errorMessage":"give a status from 400 to 599"},"retryable":{"type":"boolean","errorMessage":"give true or false"},"headers":{"type":"object","errorMessage":"give an object of values by name, such as { \"retry-after\": \"30\" }","propertyNames":{"$ref":"#/definitions/headerName","errorMessage":"name it by a header of at most 100 characters, such as \"x-client-type\""},"additionalProperties":{"type":"string","maxLength":4096,"pattern":"^[\\t -~]*$","errorMessage":"give a text of one line and at most 4096 ASCII characters"}},"template":{"$ref":"#/definitions/template","errorMessage":"give an object with at least body"},"rules":{"$ref":"#/definitions/rules","errorMessage":"give an array of rules"}}},"template":{"type":"object","additionalProperties":false,"required":["body"],"errorMessage":"give an object with at least body","properties":{"body":{"$ref":"#/definitions/body"},"contentType":{"$ref":"#/definitions/contentType","errorMessage":"give a media type, such as \"text/plain;charset=utf-8\""},"status":{"$ref":"#/definitions/status","errorMessage":"give a status from 400 to 599"}}},"rules":{"type":"array","errorMessage":"give an array of rules"},"rule":{"type":"object","additionalProperties":false,"required":["order","name","body"],"errorMessage":"give an object with at least order, name and body","properties":{"order":{"type":"number","errorMessage":"give a number"},"name":{"$ref":"#/definitions/name","errorMessage":"give a name of 1 to 200 characters"},"when":{"$ref":"#/definitions/condition","errorMessage":"give an object with any of path, method, header, query, ip, contentType, status, code, api, all, any and not"},"body":{"$ref":"#/definitions/body"},"contentType":{"$ref":"#/definitions/contentType","errorMessage":"give a media type, such as \"text/plain;charset=utf-8\""},"status":{"$ref":"#/definitions/status","errorMessage":"give a status from 400 to 599"},"active":{"type":"boolean","errorMessage":"give true or false"}}},"formats":{"type":"object","additionalProperties":false,"errorMessage":"give an object with any of json, xml, text and html","properties":{"json":{"$ref":"#/definitions/body"},"xml":{"$ref":"#/definitions/markup","errorMessage":"give a text of at most a million characters"},"text":{"$ref":"#/definitions/markup","errorMessage":"give a text of at most a million characters"},"html":{"$ref":"#/definitions/markup","errorMessage":"give a text of at most a million characters"}}},"condition":{"type":"object","additionalProperties":false,"errorMessage":"give an object with any of path, method, header, query, ip, contentType, status, code, api, all, any and not","properties":{"path":{"type":["string","array"],"minLength":1,"maxLength":1000,"pattern":"^[/*{]","minItems":1,"errorMessage":"give a path that starts with \"/\", such as \"/orders/:id\", or an array of them","items":{"$ref":"#/definitions/path","errorMessage":"give a path that starts with \"/\", such as \"/orders/:id\""}},"method":{"type":["string","array"],"pattern":"^[A-Z][A-Z-]{0,39}$","minItems":1,"errorMessage":"give a method in capitals, such as \"GET\", or an array of them","items":{"$ref":"#/definitions/method","errorMessage":"give a method in capitals, such as \"GET\""}},"header":{"type":"object","errorMessage":"give an object of values by name, such as { \"x-client-type\": \"mobile\" }","propertyNames":{"$ref":"#/definitions/headerName","errorMessage":"name it by a header of at most 100 characters, such as \"x-client-type\""},"additionalProperties":{"$ref":"#/definitions/expected","errorMessage":"give a text, an array of texts, or { \"matches\": \"^a pattern\" }"}},"query":{"type":"object","errorMessage":"give an object of values by name, such as { \"lang\": \"de\" }","propertyNames":{"maxLength":200,"errorMessage":"name it by a parameter of at most 200 characters"},"additionalProperties":{"$ref":"#/definitions/expected","errorMessage":"give a text, an array of texts, or { \"matches\": \"^a pattern\" }"}},"ip":{"type":["string","array"],"minLength":2,"maxLength":100,"minItems":1,"errorMessage":"give an address or a network, such as \"10.0.0.0/8\", or an array of them","items":{"type":"string","minLength":2,"maxLength":100,"errorMessage":"give an address or a network, such as \"10.0.0.0/8\""}},"contentType":{"type":["string","array"],"minLength":3,"maxLength":200,"minItems":1,"errorMessage":"give a media type, such as \"application/json\", or an array of them","items":{"type":"string","minLength":3,"maxLength":200,"errorMessage":"give a media type, such as \"application/json\""}},"status":{"type":["integer","string","array"],"minimum":400,"maximum":599,"pattern":"^[45](?:[0-9]{2}|xx)$","minItems":1,"errorMessage":"give a status from 400 to 599, \"4xx\" or \"5xx\", or an array of them","items":{"type":["integer","string"],"minimum":400,"maximum":599,"pattern":"^[45](?:[0-9]{2}|xx)$","errorMessage":"give a status from 400 to 599, \"4xx\" or \"5xx\""}},"code":{"type":["string","array"],"pattern":"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$","minItems":1,"errorMessage":"give a code, such as \"OUT_OF_STOCK\", or an array of them","items":{"$ref":"#/definitions/code","errorMessage":"give a code of at most 64 letters, digits and _ . : -, such as \"OUT_OF_STOCK\""}},"api":{"type":["string","array"],"minLength":1,"maxLength":100,"pattern":"^[A-Za-z0-9][A-Za-z0-9_.-]*$","minItems":1,"errorMessage":"give the id of an api, or an array of them","items":{"$ref":"#/definitions/id","errorMessage":"give an id of at most 100 letters, digits and _ . -, the first a letter or digit"}},"all":{"type":"array","errorMessage":"give an array of conditions","items":{"$ref":"#/definitions/condition","errorMessage":"give an object with any of path, method, header, query, ip, contentType, status, code, api, all, any and not"}},"any":{"type":"array","minItems":1,"errorMessage":"give an array of at least one condition","items":{"$ref":"#/definitions/condition","errorMessage":"give an object with any of path, method, header, query, ip, contentType, status, code, api, all, any and not"}},"not":{"$ref":"#/definitions/condition","errorMessage":"give an object with any of path, method, header, query, ip, contentType, status, code, api, all, any and not"}}},"expected":{"type":["string","array","object"],"maxLength":4096,"minItems":1,"required":["matches"],"additionalProperties":false,"errorMessage":"give a text, an array of texts, or { \"matches\": \"^a pattern\" }","items":{"type":"string","maxLength":4096,"errorMessage":"give a text of at most 4096 characters"},"properties":{"matches":{"type":"string","minLength":1,"maxLength":1000,"errorMessage":"give a regular expression of at most 1000 characters"}}},"locale":{"type":"object","errorMessage":"give an object of translations by code","propertyNames":{"$ref":"#/definitions/sentCode","errorMessage":"translate by the code that is sent, such as NOT_FOUND"},"additionalProperties":{"$ref":"#/definitions/translation","errorMessage":"give an object with any of title and message"}},"sentCode":{"pattern":"^(?![45][0-9]{2}$)(?![0-9][xX]{2}$)[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$","errorMessage":"translate by the code that is sent, such as NOT_FOUND"},"translation":{"type":"object","additionalProperties":false,"errorMessage":"give an object with any of title and message","properties":{"title":{"$ref":"#/definitions/title","errorMessage":"give a text of 1 to 200 characters"},"message":{"$ref":"#/definitions/text","errorMessage":"give a text of at most 2048 characters"}}},"body":{},"markup":{"type":"string","maxLength":1000000,"errorMessage":"give a text of at most a million characters"},"contentType":{"type":"string","minLength":3,"maxLength":200,"errorMessage":"give a media type, such as \"text/plain;charset=utf-8\""},"status":{"type":"integer","minimum":400,"maximum":599,"errorMessage":"give a status from 400 to 599"},"code":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$","errorMessage":"give a code of at most 64 letters, digits and _ . : -, such as \"OUT_OF_STOCK\""},"id":{"type":"string","minLength":1,"maxLength":100,"pattern":"^[A-Za-z0-9][A-Za-z0-9_.-]*$","errorMessage":"give an id of at most 100 letters, digits and _ . -, the first a letter or digit"},"name":{"type":"string","minLength":1,"maxLength":200,"errorMessage":"give a name of 1 to 200 characters"},"title":{"type":"string","minLength":1,"maxLength":200,"errorMessage":"give a text of 1 to 200 characters"},"text":{"type":"string","maxLength":2048,"errorMessage":"give a text of at most 2048 characters"},"path":{"type":"string","minLength":1,"maxLength":1000,"pattern":"^[/*{]","errorMessage":"give a path that starts with \"/\", such as \"/orders/:id\""},"method":{"type":"string","pattern":"^[A-Z][A-Z-]{0,39}$","errorMessage":"give a method in capitals, such as \"GET\""},"headerName":{"maxLength":100,"pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$","errorMessage":"name it by a header of at most 100 characters, such as \"x-client-type\""}}};
const schema11 = {"type":"object","additionalProperties":false,"errorMessage":"give an object with any of errors, rules, template and templates","properties":{"errors":{"$ref":"#/definitions/errors","errorMessage":"give an object of rows, such as { \"OUT_OF_STOCK\": { \"message\": \"…\" } }"},"rules":{"$ref":"#/definitions/rules","errorMessage":"give an array of rules"},"template":{"$ref":"#/definitions/template","errorMessage":"give an object with at least body"},"templates":{"$ref":"#/definitions/formats","errorMessage":"give an object with any of json, xml, text and html"}}};
const schema14 = {"type":"array","errorMessage":"give an array of rules"};
const schema12 = {"type":"object","errorMessage":"give an object of rows, such as { \"OUT_OF_STOCK\": { \"message\": \"…\" } }","propertyNames":{"$ref":"#/definitions/errorName","errorMessage":"name it by a code (OUT_OF_STOCK), an exception (ValidationException), a status from 400 to 599, or 4xx or 5xx"}};
const schema13 = {"pattern":"^(?:[45][0-9]{2}|[45]xx|(?![0-9]{3}$)(?![0-9][xX]{2}$)[A-Za-z0-9_$][A-Za-z0-9_.:$-]{0,99})$","errorMessage":"name it by a code (OUT_OF_STOCK), an exception (ValidationException), a status from 400 to 599, or 4xx or 5xx"};
const pattern0 = new RegExp("^(?:[45][0-9]{2}|[45]xx|(?![0-9]{3}$)(?![0-9][xX]{2}$)[A-Za-z0-9_$][A-Za-z0-9_.:$-]{0,99})$", "");

function validate15(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(!pattern0.test(key0)){
const err0 = {instancePath,schemaPath:"#/definitions/errorName/pattern",keyword:"pattern",params:{pattern: "^(?:[45][0-9]{2}|[45]xx|(?![0-9]{3}$)(?![0-9][xX]{2}$)[A-Za-z0-9_$][A-Za-z0-9_.:$-]{0,99})$"},schema:"^(?:[45][0-9]{2}|[45]xx|(?![0-9]{3}$)(?![0-9][xX]{2}$)[A-Za-z0-9_$][A-Za-z0-9_.:$-]{0,99})$",parentSchema:schema13,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var valid0 = _errs1 === errors;
if(!valid0){
const err1 = {instancePath,schemaPath:"#/propertyNames",keyword:"propertyNames",params:{propertyName: key0},schema:schema12.propertyNames,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema12.type,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate15.errors = vErrors;
return errors === 0;
}

const schema15 = {"type":"object","additionalProperties":false,"required":["body"],"errorMessage":"give an object with at least body","properties":{"body":{"$ref":"#/definitions/body"},"contentType":{"$ref":"#/definitions/contentType","errorMessage":"give a media type, such as \"text/plain;charset=utf-8\""},"status":{"$ref":"#/definitions/status","errorMessage":"give a status from 400 to 599"}}};
const schema16 = {};
const schema17 = {"type":"string","minLength":3,"maxLength":200,"errorMessage":"give a media type, such as \"text/plain;charset=utf-8\""};

function validate18(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(data.length > 200){
const err0 = {instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 200},schema:200,parentSchema:schema17,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.length < 3){
const err1 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 3},schema:3,parentSchema:schema17,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema17.type,parentSchema:schema17,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate18.errors = vErrors;
return errors === 0;
}

const schema18 = {"type":"integer","minimum":400,"maximum":599,"errorMessage":"give a status from 400 to 599"};

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"},schema:schema18.type,parentSchema:schema18,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((typeof data == "number") && (isFinite(data))){
if(data > 599 || isNaN(data)){
const err1 = {instancePath,schemaPath:"#/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599},schema:599,parentSchema:schema18,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data < 400 || isNaN(data)){
const err2 = {instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 400},schema:400,parentSchema:schema18,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
validate20.errors = vErrors;
return errors === 0;
}


function validate17(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.body === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "body"},schema:schema15.required,parentSchema:schema15,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "body") || (key0 === "contentType")) || (key0 === "status"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema15,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.contentType !== undefined){
if(!(validate18(data.contentType, {instancePath:instancePath+"/contentType",parentData:data,parentDataProperty:"contentType",rootData}))){
vErrors = vErrors === null ? validate18.errors : vErrors.concat(validate18.errors);
errors = vErrors.length;
}
}
if(data.status !== undefined){
if(!(validate20(data.status, {instancePath:instancePath+"/status",parentData:data,parentDataProperty:"status",rootData}))){
vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema15.type,parentSchema:schema15,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate17.errors = vErrors;
return errors === 0;
}

const schema19 = {"type":"object","additionalProperties":false,"errorMessage":"give an object with any of json, xml, text and html","properties":{"json":{"$ref":"#/definitions/body"},"xml":{"$ref":"#/definitions/markup","errorMessage":"give a text of at most a million characters"},"text":{"$ref":"#/definitions/markup","errorMessage":"give a text of at most a million characters"},"html":{"$ref":"#/definitions/markup","errorMessage":"give a text of at most a million characters"}}};
const schema21 = {"type":"string","maxLength":1000000,"errorMessage":"give a text of at most a million characters"};

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "json") || (key0 === "xml")) || (key0 === "text")) || (key0 === "html"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.xml !== undefined){
let data1 = data.xml;
if(typeof data1 === "string"){
if(data1.length > 1000000){
const err1 = {instancePath:instancePath+"/xml",schemaPath:"#/definitions/markup/maxLength",keyword:"maxLength",params:{limit: 1000000},schema:1000000,parentSchema:schema21,data:data1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/xml",schemaPath:"#/definitions/markup/type",keyword:"type",params:{type: "string"},schema:schema21.type,parentSchema:schema21,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.text !== undefined){
let data2 = data.text;
if(typeof data2 === "string"){
if(data2.length > 1000000){
const err3 = {instancePath:instancePath+"/text",schemaPath:"#/definitions/markup/maxLength",keyword:"maxLength",params:{limit: 1000000},schema:1000000,parentSchema:schema21,data:data2};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/text",schemaPath:"#/definitions/markup/type",keyword:"type",params:{type: "string"},schema:schema21.type,parentSchema:schema21,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.html !== undefined){
let data3 = data.html;
if(typeof data3 === "string"){
if(data3.length > 1000000){
const err5 = {instancePath:instancePath+"/html",schemaPath:"#/definitions/markup/maxLength",keyword:"maxLength",params:{limit: 1000000},schema:1000000,parentSchema:schema21,data:data3};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/html",schemaPath:"#/definitions/markup/type",keyword:"type",params:{type: "string"},schema:schema21.type,parentSchema:schema21,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema19.type,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}


function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "errors") || (key0 === "rules")) || (key0 === "template")) || (key0 === "templates"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.errors !== undefined){
if(!(validate15(data.errors, {instancePath:instancePath+"/errors",parentData:data,parentDataProperty:"errors",rootData}))){
vErrors = vErrors === null ? validate15.errors : vErrors.concat(validate15.errors);
errors = vErrors.length;
}
}
if(data.rules !== undefined){
let data1 = data.rules;
if(!(Array.isArray(data1))){
const err1 = {instancePath:instancePath+"/rules",schemaPath:"#/definitions/rules/type",keyword:"type",params:{type: "array"},schema:schema14.type,parentSchema:schema14,data:data1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.template !== undefined){
if(!(validate17(data.template, {instancePath:instancePath+"/template",parentData:data,parentDataProperty:"template",rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
if(data.templates !== undefined){
if(!(validate23(data.templates, {instancePath:instancePath+"/templates",parentData:data,parentDataProperty:"templates",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate14.errors = vErrors;
return errors === 0;
}

const pattern1 = new RegExp("^[A-Za-z_][A-Za-z0-9_]{0,99}$", "");
const pattern2 = new RegExp("^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}$", "");

function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((((key0 === "$schema") || (key0 === "platform")) || (key0 === "groups")) || (key0 === "apis")) || (key0 === "env")) || (key0 === "language")) || (key0 === "locales"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema10,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.$schema !== undefined){
let data0 = data.$schema;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/type",keyword:"type",params:{type: "string"},schema:schema10.properties.$schema.type,parentSchema:schema10.properties.$schema,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.platform !== undefined){
if(!(validate14(data.platform, {instancePath:instancePath+"/platform",parentData:data,parentDataProperty:"platform",rootData}))){
vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
errors = vErrors.length;
}
}
if(data.groups !== undefined){
let data2 = data.groups;
if(!(Array.isArray(data2))){
const err2 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/type",keyword:"type",params:{type: "array"},schema:schema10.properties.groups.type,parentSchema:schema10.properties.groups,data:data2};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.apis !== undefined){
let data3 = data.apis;
if(!(Array.isArray(data3))){
const err3 = {instancePath:instancePath+"/apis",schemaPath:"#/properties/apis/type",keyword:"type",params:{type: "array"},schema:schema10.properties.apis.type,parentSchema:schema10.properties.apis,data:data3};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.env !== undefined){
let data4 = data.env;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(!pattern1.test(data5)){
const err4 = {instancePath:instancePath+"/env/" + i0,schemaPath:"#/properties/env/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]{0,99}$"},schema:"^[A-Za-z_][A-Za-z0-9_]{0,99}$",parentSchema:schema10.properties.env.items,data:data5};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/env/" + i0,schemaPath:"#/properties/env/items/type",keyword:"type",params:{type: "string"},schema:schema10.properties.env.items.type,parentSchema:schema10.properties.env.items,data:data5};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath:instancePath+"/env",schemaPath:"#/properties/env/type",keyword:"type",params:{type: "array"},schema:schema10.properties.env.type,parentSchema:schema10.properties.env,data:data4};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.language !== undefined){
let data6 = data.language;
if(typeof data6 === "string"){
if(!pattern2.test(data6)){
const err7 = {instancePath:instancePath+"/language",schemaPath:"#/properties/language/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}$"},schema:"^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}$",parentSchema:schema10.properties.language,data:data6};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/language",schemaPath:"#/properties/language/type",keyword:"type",params:{type: "string"},schema:schema10.properties.language.type,parentSchema:schema10.properties.language,data:data6};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.locales !== undefined){
let data7 = data.locales;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key1 in data7){
const _errs17 = errors;
if(typeof key1 === "string"){
if(!pattern2.test(key1)){
const err9 = {instancePath:instancePath+"/locales",schemaPath:"#/properties/locales/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}$"},schema:"^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}$",parentSchema:schema10.properties.locales.propertyNames,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
var valid3 = _errs17 === errors;
if(!valid3){
const err10 = {instancePath:instancePath+"/locales",schemaPath:"#/properties/locales/propertyNames",keyword:"propertyNames",params:{propertyName: key1},schema:schema10.properties.locales.propertyNames,parentSchema:schema10.properties.locales,data:data7};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/locales",schemaPath:"#/properties/locales/type",keyword:"type",params:{type: "object"},schema:schema10.properties.locales.type,parentSchema:schema10.properties.locales,data:data7};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema10.type,parentSchema:schema10,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
validate13.errors = vErrors;
return errors === 0;
}

exports.group = validate26;
const schema24 = {"type":"object","additionalProperties":false,"required":["id","name"],"errorMessage":"give an object with at least id and name","properties":{"id":{"$ref":"#/definitions/id","errorMessage":"give an id of at most 100 letters, digits and _ . -, the first a letter or digit"},"name":{"$ref":"#/definitions/name","errorMessage":"give a name of 1 to 200 characters"},"errors":{"$ref":"#/definitions/errors","errorMessage":"give an object of rows, such as { \"OUT_OF_STOCK\": { \"message\": \"…\" } }"},"rules":{"$ref":"#/definitions/rules","errorMessage":"give an array of rules"},"template":{"$ref":"#/definitions/template","errorMessage":"give an object with at least body"},"templates":{"$ref":"#/definitions/formats","errorMessage":"give an object with any of json, xml, text and html"}}};
const schema25 = {"type":"string","minLength":1,"maxLength":100,"pattern":"^[A-Za-z0-9][A-Za-z0-9_.-]*$","errorMessage":"give an id of at most 100 letters, digits and _ . -, the first a letter or digit"};
const pattern4 = new RegExp("^[A-Za-z0-9][A-Za-z0-9_.-]*$", "");

function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(data.length > 100){
const err0 = {instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 100},schema:100,parentSchema:schema25,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.length < 1){
const err1 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema25,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!pattern4.test(data)){
const err2 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]*$"},schema:"^[A-Za-z0-9][A-Za-z0-9_.-]*$",parentSchema:schema25,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema25.type,parentSchema:schema25,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate27.errors = vErrors;
return errors === 0;
}

const schema26 = {"type":"string","minLength":1,"maxLength":200,"errorMessage":"give a name of 1 to 200 characters"};

function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(data.length > 200){
const err0 = {instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 200},schema:200,parentSchema:schema26,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.length < 1){
const err1 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema26,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema26.type,parentSchema:schema26,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate29.errors = vErrors;
return errors === 0;
}


function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},schema:schema24.required,parentSchema:schema24,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.name === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},schema:schema24.required,parentSchema:schema24,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "id") || (key0 === "name")) || (key0 === "errors")) || (key0 === "rules")) || (key0 === "template")) || (key0 === "templates"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema24,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.id !== undefined){
if(!(validate27(data.id, {instancePath:instancePath+"/id",parentData:data,parentDataProperty:"id",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data.name !== undefined){
if(!(validate29(data.name, {instancePath:instancePath+"/name",parentData:data,parentDataProperty:"name",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
if(data.errors !== undefined){
if(!(validate15(data.errors, {instancePath:instancePath+"/errors",parentData:data,parentDataProperty:"errors",rootData}))){
vErrors = vErrors === null ? validate15.errors : vErrors.concat(validate15.errors);
errors = vErrors.length;
}
}
if(data.rules !== undefined){
let data3 = data.rules;
if(!(Array.isArray(data3))){
const err3 = {instancePath:instancePath+"/rules",schemaPath:"#/definitions/rules/type",keyword:"type",params:{type: "array"},schema:schema14.type,parentSchema:schema14,data:data3};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.template !== undefined){
if(!(validate17(data.template, {instancePath:instancePath+"/template",parentData:data,parentDataProperty:"template",rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
if(data.templates !== undefined){
if(!(validate23(data.templates, {instancePath:instancePath+"/templates",parentData:data,parentDataProperty:"templates",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema24.type,parentSchema:schema24,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}

exports.api = validate34;
const schema28 = {"type":"object","additionalProperties":false,"required":["id","name","match"],"errorMessage":"give an object with at least id, name and match","properties":{"id":{"$ref":"#/definitions/id","errorMessage":"give an id of at most 100 letters, digits and _ . -, the first a letter or digit"},"name":{"$ref":"#/definitions/name","errorMessage":"give a name of 1 to 200 characters"},"group":{"$ref":"#/definitions/id","errorMessage":"give an id of at most 100 letters, digits and _ . -, the first a letter or digit"},"match":{"type":"array","minItems":1,"errorMessage":"give an array of paths, such as [\"/shop\", \"/shop/*rest\"]","items":{"$ref":"#/definitions/path","errorMessage":"give a path that starts with \"/\", such as \"/orders/:id\""}},"routes":{"type":"array","errorMessage":"give an array of routes"},"errors":{"$ref":"#/definitions/errors","errorMessage":"give an object of rows, such as { \"OUT_OF_STOCK\": { \"message\": \"…\" } }"},"rules":{"$ref":"#/definitions/rules","errorMessage":"give an array of rules"},"template":{"$ref":"#/definitions/template","errorMessage":"give an object with at least body"},"templates":{"$ref":"#/definitions/formats","errorMessage":"give an object with any of json, xml, text and html"}}};
const func2 = Object.prototype.hasOwnProperty;
const schema29 = {"type":"string","minLength":1,"maxLength":1000,"pattern":"^[/*{]","errorMessage":"give a path that starts with \"/\", such as \"/orders/:id\""};
const pattern5 = new RegExp("^[/*{]", "");

function validate38(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(data.length > 1000){
const err0 = {instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 1000},schema:1000,parentSchema:schema29,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.length < 1){
const err1 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema29,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!pattern5.test(data)){
const err2 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[/*{]"},schema:"^[/*{]",parentSchema:schema29,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema29.type,parentSchema:schema29,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate38.errors = vErrors;
return errors === 0;
}


function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},schema:schema28.required,parentSchema:schema28,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.name === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},schema:schema28.required,parentSchema:schema28,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.match === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "match"},schema:schema28.required,parentSchema:schema28,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema28.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema28,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.id !== undefined){
if(!(validate27(data.id, {instancePath:instancePath+"/id",parentData:data,parentDataProperty:"id",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data.name !== undefined){
if(!(validate29(data.name, {instancePath:instancePath+"/name",parentData:data,parentDataProperty:"name",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
if(data.group !== undefined){
if(!(validate27(data.group, {instancePath:instancePath+"/group",parentData:data,parentDataProperty:"group",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data.match !== undefined){
let data3 = data.match;
if(Array.isArray(data3)){
if(data3.length < 1){
const err4 = {instancePath:instancePath+"/match",schemaPath:"#/properties/match/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema28.properties.match,data:data3};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
if(!(validate38(data3[i0], {instancePath:instancePath+"/match/" + i0,parentData:data3,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate38.errors : vErrors.concat(validate38.errors);
errors = vErrors.length;
}
}
}
else {
const err5 = {instancePath:instancePath+"/match",schemaPath:"#/properties/match/type",keyword:"type",params:{type: "array"},schema:schema28.properties.match.type,parentSchema:schema28.properties.match,data:data3};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.routes !== undefined){
let data5 = data.routes;
if(!(Array.isArray(data5))){
const err6 = {instancePath:instancePath+"/routes",schemaPath:"#/properties/routes/type",keyword:"type",params:{type: "array"},schema:schema28.properties.routes.type,parentSchema:schema28.properties.routes,data:data5};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.errors !== undefined){
if(!(validate15(data.errors, {instancePath:instancePath+"/errors",parentData:data,parentDataProperty:"errors",rootData}))){
vErrors = vErrors === null ? validate15.errors : vErrors.concat(validate15.errors);
errors = vErrors.length;
}
}
if(data.rules !== undefined){
let data7 = data.rules;
if(!(Array.isArray(data7))){
const err7 = {instancePath:instancePath+"/rules",schemaPath:"#/definitions/rules/type",keyword:"type",params:{type: "array"},schema:schema14.type,parentSchema:schema14,data:data7};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.template !== undefined){
if(!(validate17(data.template, {instancePath:instancePath+"/template",parentData:data,parentDataProperty:"template",rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
if(data.templates !== undefined){
if(!(validate23(data.templates, {instancePath:instancePath+"/templates",parentData:data,parentDataProperty:"templates",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err8 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema28.type,parentSchema:schema28,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
validate34.errors = vErrors;
return errors === 0;
}

exports.route = validate43;
const schema31 = {"type":"object","additionalProperties":false,"required":["path"],"errorMessage":"give an object with at least path","properties":{"id":{"$ref":"#/definitions/id","errorMessage":"give an id of at most 100 letters, digits and _ . -, the first a letter or digit"},"path":{"$ref":"#/definitions/path","errorMessage":"give a path that starts with \"/\", such as \"/orders/:id\""},"methods":{"type":"array","minItems":1,"errorMessage":"give an array of methods, such as [\"GET\"], or leave it out for all","items":{"$ref":"#/definitions/method","errorMessage":"give a method in capitals, such as \"GET\""}},"errors":{"$ref":"#/definitions/errors","errorMessage":"give an object of rows, such as { \"OUT_OF_STOCK\": { \"message\": \"…\" } }"},"rules":{"$ref":"#/definitions/rules","errorMessage":"give an array of rules"},"template":{"$ref":"#/definitions/template","errorMessage":"give an object with at least body"}}};
const schema32 = {"type":"string","pattern":"^[A-Z][A-Z-]{0,39}$","errorMessage":"give a method in capitals, such as \"GET\""};
const pattern6 = new RegExp("^[A-Z][A-Z-]{0,39}$", "");

function validate43(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "path"},schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "id") || (key0 === "path")) || (key0 === "methods")) || (key0 === "errors")) || (key0 === "rules")) || (key0 === "template"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.id !== undefined){
if(!(validate27(data.id, {instancePath:instancePath+"/id",parentData:data,parentDataProperty:"id",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data.path !== undefined){
if(!(validate38(data.path, {instancePath:instancePath+"/path",parentData:data,parentDataProperty:"path",rootData}))){
vErrors = vErrors === null ? validate38.errors : vErrors.concat(validate38.errors);
errors = vErrors.length;
}
}
if(data.methods !== undefined){
let data2 = data.methods;
if(Array.isArray(data2)){
if(data2.length < 1){
const err2 = {instancePath:instancePath+"/methods",schemaPath:"#/properties/methods/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema31.properties.methods,data:data2};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(!pattern6.test(data3)){
const err3 = {instancePath:instancePath+"/methods/" + i0,schemaPath:"#/definitions/method/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Z-]{0,39}$"},schema:"^[A-Z][A-Z-]{0,39}$",parentSchema:schema32,data:data3};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/methods/" + i0,schemaPath:"#/definitions/method/type",keyword:"type",params:{type: "string"},schema:schema32.type,parentSchema:schema32,data:data3};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/methods",schemaPath:"#/properties/methods/type",keyword:"type",params:{type: "array"},schema:schema31.properties.methods.type,parentSchema:schema31.properties.methods,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.errors !== undefined){
if(!(validate15(data.errors, {instancePath:instancePath+"/errors",parentData:data,parentDataProperty:"errors",rootData}))){
vErrors = vErrors === null ? validate15.errors : vErrors.concat(validate15.errors);
errors = vErrors.length;
}
}
if(data.rules !== undefined){
let data5 = data.rules;
if(!(Array.isArray(data5))){
const err6 = {instancePath:instancePath+"/rules",schemaPath:"#/definitions/rules/type",keyword:"type",params:{type: "array"},schema:schema14.type,parentSchema:schema14,data:data5};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.template !== undefined){
if(!(validate17(data.template, {instancePath:instancePath+"/template",parentData:data,parentDataProperty:"template",rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema31.type,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate43.errors = vErrors;
return errors === 0;
}

exports.row = validate48;
const schema34 = {"type":"object","additionalProperties":false,"errorMessage":"give an object with any of message, title, code, status, retryable, headers, template and rules","properties":{"message":{"$ref":"#/definitions/text","errorMessage":"give a text of at most 2048 characters"},"title":{"$ref":"#/definitions/title","errorMessage":"give a text of 1 to 200 characters"},"code":{"$ref":"#/definitions/code","errorMessage":"give a code of at most 64 letters, digits and _ . : -, such as \"OUT_OF_STOCK\""},"status":{"$ref":"#/definitions/status","errorMessage":"give a status from 400 to 599"},"retryable":{"type":"boolean","errorMessage":"give true or false"},"headers":{"type":"object","errorMessage":"give an object of values by name, such as { \"retry-after\": \"30\" }","propertyNames":{"$ref":"#/definitions/headerName","errorMessage":"name it by a header of at most 100 characters, such as \"x-client-type\""},"additionalProperties":{"type":"string","maxLength":4096,"pattern":"^[\\t -~]*$","errorMessage":"give a text of one line and at most 4096 ASCII characters"}},"template":{"$ref":"#/definitions/template","errorMessage":"give an object with at least body"},"rules":{"$ref":"#/definitions/rules","errorMessage":"give an array of rules"}}};
const schema35 = {"type":"string","maxLength":2048,"errorMessage":"give a text of at most 2048 characters"};
const schema37 = {"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$","errorMessage":"give a code of at most 64 letters, digits and _ . : -, such as \"OUT_OF_STOCK\""};
const schema38 = {"maxLength":100,"pattern":"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$","errorMessage":"name it by a header of at most 100 characters, such as \"x-client-type\""};
const schema36 = {"type":"string","minLength":1,"maxLength":200,"errorMessage":"give a text of 1 to 200 characters"};

function validate49(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(data.length > 200){
const err0 = {instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 200},schema:200,parentSchema:schema36,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.length < 1){
const err1 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema36,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema36.type,parentSchema:schema36,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate49.errors = vErrors;
return errors === 0;
}

const pattern7 = new RegExp("^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$", "");
const pattern8 = new RegExp("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", "");
const pattern9 = new RegExp("^[\\t -~]*$", "");

function validate48(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((((key0 === "message") || (key0 === "title")) || (key0 === "code")) || (key0 === "status")) || (key0 === "retryable")) || (key0 === "headers")) || (key0 === "template")) || (key0 === "rules"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.message !== undefined){
let data0 = data.message;
if(typeof data0 === "string"){
if(data0.length > 2048){
const err1 = {instancePath:instancePath+"/message",schemaPath:"#/definitions/text/maxLength",keyword:"maxLength",params:{limit: 2048},schema:2048,parentSchema:schema35,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/message",schemaPath:"#/definitions/text/type",keyword:"type",params:{type: "string"},schema:schema35.type,parentSchema:schema35,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.title !== undefined){
if(!(validate49(data.title, {instancePath:instancePath+"/title",parentData:data,parentDataProperty:"title",rootData}))){
vErrors = vErrors === null ? validate49.errors : vErrors.concat(validate49.errors);
errors = vErrors.length;
}
}
if(data.code !== undefined){
let data2 = data.code;
if(typeof data2 === "string"){
if(!pattern7.test(data2)){
const err3 = {instancePath:instancePath+"/code",schemaPath:"#/definitions/code/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$"},schema:"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$",parentSchema:schema37,data:data2};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/code",schemaPath:"#/definitions/code/type",keyword:"type",params:{type: "string"},schema:schema37.type,parentSchema:schema37,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.status !== undefined){
if(!(validate20(data.status, {instancePath:instancePath+"/status",parentData:data,parentDataProperty:"status",rootData}))){
vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
errors = vErrors.length;
}
}
if(data.retryable !== undefined){
let data4 = data.retryable;
if(typeof data4 !== "boolean"){
const err5 = {instancePath:instancePath+"/retryable",schemaPath:"#/properties/retryable/type",keyword:"type",params:{type: "boolean"},schema:schema34.properties.retryable.type,parentSchema:schema34.properties.retryable,data:data4};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.headers !== undefined){
let data5 = data.headers;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){
const _errs14 = errors;
if(typeof key1 === "string"){
if(key1.length > 100){
const err6 = {instancePath:instancePath+"/headers",schemaPath:"#/definitions/headerName/maxLength",keyword:"maxLength",params:{limit: 100},schema:100,parentSchema:schema38,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern8.test(key1)){
const err7 = {instancePath:instancePath+"/headers",schemaPath:"#/definitions/headerName/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},schema:"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$",parentSchema:schema38,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
var valid3 = _errs14 === errors;
if(!valid3){
const err8 = {instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/propertyNames",keyword:"propertyNames",params:{propertyName: key1},schema:schema34.properties.headers.propertyNames,parentSchema:schema34.properties.headers,data:data5};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
for(const key2 in data5){
let data6 = data5[key2];
if(typeof data6 === "string"){
if(data6.length > 4096){
const err9 = {instancePath:instancePath+"/headers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/headers/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 4096},schema:4096,parentSchema:schema34.properties.headers.additionalProperties,data:data6};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!pattern9.test(data6)){
const err10 = {instancePath:instancePath+"/headers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/headers/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[\\t -~]*$"},schema:"^[\\t -~]*$",parentSchema:schema34.properties.headers.additionalProperties,data:data6};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/headers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/headers/additionalProperties/type",keyword:"type",params:{type: "string"},schema:schema34.properties.headers.additionalProperties.type,parentSchema:schema34.properties.headers.additionalProperties,data:data6};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/type",keyword:"type",params:{type: "object"},schema:schema34.properties.headers.type,parentSchema:schema34.properties.headers,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.template !== undefined){
if(!(validate17(data.template, {instancePath:instancePath+"/template",parentData:data,parentDataProperty:"template",rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
if(data.rules !== undefined){
let data8 = data.rules;
if(!(Array.isArray(data8))){
const err13 = {instancePath:instancePath+"/rules",schemaPath:"#/definitions/rules/type",keyword:"type",params:{type: "array"},schema:schema14.type,parentSchema:schema14,data:data8};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema34.type,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate48.errors = vErrors;
return errors === 0;
}

exports.rule = validate53;
const schema40 = {"type":"object","additionalProperties":false,"required":["order","name","body"],"errorMessage":"give an object with at least order, name and body","properties":{"order":{"type":"number","errorMessage":"give a number"},"name":{"$ref":"#/definitions/name","errorMessage":"give a name of 1 to 200 characters"},"when":{"$ref":"#/definitions/condition","errorMessage":"give an object with any of path, method, header, query, ip, contentType, status, code, api, all, any and not"},"body":{"$ref":"#/definitions/body"},"contentType":{"$ref":"#/definitions/contentType","errorMessage":"give a media type, such as \"text/plain;charset=utf-8\""},"status":{"$ref":"#/definitions/status","errorMessage":"give a status from 400 to 599"},"active":{"type":"boolean","errorMessage":"give true or false"}}};
const schema41 = {"type":"object","additionalProperties":false,"errorMessage":"give an object with any of path, method, header, query, ip, contentType, status, code, api, all, any and not","properties":{"path":{"type":["string","array"],"minLength":1,"maxLength":1000,"pattern":"^[/*{]","minItems":1,"errorMessage":"give a path that starts with \"/\", such as \"/orders/:id\", or an array of them","items":{"$ref":"#/definitions/path","errorMessage":"give a path that starts with \"/\", such as \"/orders/:id\""}},"method":{"type":["string","array"],"pattern":"^[A-Z][A-Z-]{0,39}$","minItems":1,"errorMessage":"give a method in capitals, such as \"GET\", or an array of them","items":{"$ref":"#/definitions/method","errorMessage":"give a method in capitals, such as \"GET\""}},"header":{"type":"object","errorMessage":"give an object of values by name, such as { \"x-client-type\": \"mobile\" }","propertyNames":{"$ref":"#/definitions/headerName","errorMessage":"name it by a header of at most 100 characters, such as \"x-client-type\""},"additionalProperties":{"$ref":"#/definitions/expected","errorMessage":"give a text, an array of texts, or { \"matches\": \"^a pattern\" }"}},"query":{"type":"object","errorMessage":"give an object of values by name, such as { \"lang\": \"de\" }","propertyNames":{"maxLength":200,"errorMessage":"name it by a parameter of at most 200 characters"},"additionalProperties":{"$ref":"#/definitions/expected","errorMessage":"give a text, an array of texts, or { \"matches\": \"^a pattern\" }"}},"ip":{"type":["string","array"],"minLength":2,"maxLength":100,"minItems":1,"errorMessage":"give an address or a network, such as \"10.0.0.0/8\", or an array of them","items":{"type":"string","minLength":2,"maxLength":100,"errorMessage":"give an address or a network, such as \"10.0.0.0/8\""}},"contentType":{"type":["string","array"],"minLength":3,"maxLength":200,"minItems":1,"errorMessage":"give a media type, such as \"application/json\", or an array of them","items":{"type":"string","minLength":3,"maxLength":200,"errorMessage":"give a media type, such as \"application/json\""}},"status":{"type":["integer","string","array"],"minimum":400,"maximum":599,"pattern":"^[45](?:[0-9]{2}|xx)$","minItems":1,"errorMessage":"give a status from 400 to 599, \"4xx\" or \"5xx\", or an array of them","items":{"type":["integer","string"],"minimum":400,"maximum":599,"pattern":"^[45](?:[0-9]{2}|xx)$","errorMessage":"give a status from 400 to 599, \"4xx\" or \"5xx\""}},"code":{"type":["string","array"],"pattern":"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$","minItems":1,"errorMessage":"give a code, such as \"OUT_OF_STOCK\", or an array of them","items":{"$ref":"#/definitions/code","errorMessage":"give a code of at most 64 letters, digits and _ . : -, such as \"OUT_OF_STOCK\""}},"api":{"type":["string","array"],"minLength":1,"maxLength":100,"pattern":"^[A-Za-z0-9][A-Za-z0-9_.-]*$","minItems":1,"errorMessage":"give the id of an api, or an array of them","items":{"$ref":"#/definitions/id","errorMessage":"give an id of at most 100 letters, digits and _ . -, the first a letter or digit"}},"all":{"type":"array","errorMessage":"give an array of conditions","items":{"$ref":"#/definitions/condition","errorMessage":"give an object with any of path, method, header, query, ip, contentType, status, code, api, all, any and not"}},"any":{"type":"array","minItems":1,"errorMessage":"give an array of at least one condition","items":{"$ref":"#/definitions/condition","errorMessage":"give an object with any of path, method, header, query, ip, contentType, status, code, api, all, any and not"}},"not":{"$ref":"#/definitions/condition","errorMessage":"give an object with any of path, method, header, query, ip, contentType, status, code, api, all, any and not"}}};
const pattern14 = new RegExp("^[45](?:[0-9]{2}|xx)$", "");
const schema44 = {"type":["string","array","object"],"maxLength":4096,"minItems":1,"required":["matches"],"additionalProperties":false,"errorMessage":"give a text, an array of texts, or { \"matches\": \"^a pattern\" }","items":{"type":"string","maxLength":4096,"errorMessage":"give a text of at most 4096 characters"},"properties":{"matches":{"type":"string","minLength":1,"maxLength":1000,"errorMessage":"give a regular expression of at most 1000 characters"}}};

function validate57(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!data || typeof data != "object") && (typeof data !== "string")){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema44.type},schema:schema44.type,parentSchema:schema44,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(data.length > 4096){
const err1 = {instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 4096},schema:4096,parentSchema:schema44,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(Array.isArray(data)){
if(data.length < 1){
const err2 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema44,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 === "string"){
if(data0.length > 4096){
const err3 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/maxLength",keyword:"maxLength",params:{limit: 4096},schema:4096,parentSchema:schema44.items,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"},schema:schema44.items.type,parentSchema:schema44.items,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.matches === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "matches"},schema:schema44.required,parentSchema:schema44,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "matches")){
const err6 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema44,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.matches !== undefined){
let data1 = data.matches;
if(typeof data1 === "string"){
if(data1.length > 1000){
const err7 = {instancePath:instancePath+"/matches",schemaPath:"#/properties/matches/maxLength",keyword:"maxLength",params:{limit: 1000},schema:1000,parentSchema:schema44.properties.matches,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data1.length < 1){
const err8 = {instancePath:instancePath+"/matches",schemaPath:"#/properties/matches/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema44.properties.matches,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/matches",schemaPath:"#/properties/matches/type",keyword:"type",params:{type: "string"},schema:schema44.properties.matches.type,parentSchema:schema44.properties.matches,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
validate57.errors = vErrors;
return errors === 0;
}

const wrapper0 = {validate: validate55};

function validate55(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema41.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.path !== undefined){
let data0 = data.path;
if((typeof data0 !== "string") && (!(Array.isArray(data0)))){
const err1 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: schema41.properties.path.type},schema:schema41.properties.path.type,parentSchema:schema41.properties.path,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(typeof data0 === "string"){
if(data0.length > 1000){
const err2 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/maxLength",keyword:"maxLength",params:{limit: 1000},schema:1000,parentSchema:schema41.properties.path,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.length < 1){
const err3 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema41.properties.path,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!pattern5.test(data0)){
const err4 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/pattern",keyword:"pattern",params:{pattern: "^[/*{]"},schema:"^[/*{]",parentSchema:schema41.properties.path,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(Array.isArray(data0)){
if(data0.length < 1){
const err5 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema41.properties.path,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(!(validate38(data0[i0], {instancePath:instancePath+"/path/" + i0,parentData:data0,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate38.errors : vErrors.concat(validate38.errors);
errors = vErrors.length;
}
}
}
}
if(data.method !== undefined){
let data2 = data.method;
if((typeof data2 !== "string") && (!(Array.isArray(data2)))){
const err6 = {instancePath:instancePath+"/method",schemaPath:"#/properties/method/type",keyword:"type",params:{type: schema41.properties.method.type},schema:schema41.properties.method.type,parentSchema:schema41.properties.method,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(typeof data2 === "string"){
if(!pattern6.test(data2)){
const err7 = {instancePath:instancePath+"/method",schemaPath:"#/properties/method/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Z-]{0,39}$"},schema:"^[A-Z][A-Z-]{0,39}$",parentSchema:schema41.properties.method,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(Array.isArray(data2)){
if(data2.length < 1){
const err8 = {instancePath:instancePath+"/method",schemaPath:"#/properties/method/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema41.properties.method,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len1 = data2.length;
for(let i1=0; i1<len1; i1++){
let data3 = data2[i1];
if(typeof data3 === "string"){
if(!pattern6.test(data3)){
const err9 = {instancePath:instancePath+"/method/" + i1,schemaPath:"#/definitions/method/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Z-]{0,39}$"},schema:"^[A-Z][A-Z-]{0,39}$",parentSchema:schema32,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/method/" + i1,schemaPath:"#/definitions/method/type",keyword:"type",params:{type: "string"},schema:schema32.type,parentSchema:schema32,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
}
if(data.header !== undefined){
let data4 = data.header;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
const _errs12 = errors;
if(typeof key1 === "string"){
if(key1.length > 100){
const err11 = {instancePath:instancePath+"/header",schemaPath:"#/definitions/headerName/maxLength",keyword:"maxLength",params:{limit: 100},schema:100,parentSchema:schema38,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!pattern8.test(key1)){
const err12 = {instancePath:instancePath+"/header",schemaPath:"#/definitions/headerName/pattern",keyword:"pattern",params:{pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},schema:"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$",parentSchema:schema38,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
var valid6 = _errs12 === errors;
if(!valid6){
const err13 = {instancePath:instancePath+"/header",schemaPath:"#/properties/header/propertyNames",keyword:"propertyNames",params:{propertyName: key1},schema:schema41.properties.header.propertyNames,parentSchema:schema41.properties.header,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
for(const key2 in data4){
if(!(validate57(data4[key2], {instancePath:instancePath+"/header/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data4,parentDataProperty:key2,rootData}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
}
else {
const err14 = {instancePath:instancePath+"/header",schemaPath:"#/properties/header/type",keyword:"type",params:{type: "object"},schema:schema41.properties.header.type,parentSchema:schema41.properties.header,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.query !== undefined){
let data6 = data.query;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key3 in data6){
const _errs18 = errors;
if(typeof key3 === "string"){
if(key3.length > 200){
const err15 = {instancePath:instancePath+"/query",schemaPath:"#/properties/query/propertyNames/maxLength",keyword:"maxLength",params:{limit: 200},schema:200,parentSchema:schema41.properties.query.propertyNames,data:key3,propertyName:key3};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
var valid9 = _errs18 === errors;
if(!valid9){
const err16 = {instancePath:instancePath+"/query",schemaPath:"#/properties/query/propertyNames",keyword:"propertyNames",params:{propertyName: key3},schema:schema41.properties.query.propertyNames,parentSchema:schema41.properties.query,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
for(const key4 in data6){
if(!(validate57(data6[key4], {instancePath:instancePath+"/query/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data6,parentDataProperty:key4,rootData}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
}
else {
const err17 = {instancePath:instancePath+"/query",schemaPath:"#/properties/query/type",keyword:"type",params:{type: "object"},schema:schema41.properties.query.type,parentSchema:schema41.properties.query,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.ip !== undefined){
let data8 = data.ip;
if((typeof data8 !== "string") && (!(Array.isArray(data8)))){
const err18 = {instancePath:instancePath+"/ip",schemaPath:"#/properties/ip/type",keyword:"type",params:{type: schema41.properties.ip.type},schema:schema41.properties.ip.type,parentSchema:schema41.properties.ip,data:data8};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(typeof data8 === "string"){
if(data8.length > 100){
const err19 = {instancePath:instancePath+"/ip",schemaPath:"#/properties/ip/maxLength",keyword:"maxLength",params:{limit: 100},schema:100,parentSchema:schema41.properties.ip,data:data8};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data8.length < 2){
const err20 = {instancePath:instancePath+"/ip",schemaPath:"#/properties/ip/minLength",keyword:"minLength",params:{limit: 2},schema:2,parentSchema:schema41.properties.ip,data:data8};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(Array.isArray(data8)){
if(data8.length < 1){
const err21 = {instancePath:instancePath+"/ip",schemaPath:"#/properties/ip/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema41.properties.ip,data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
const len2 = data8.length;
for(let i2=0; i2<len2; i2++){
let data9 = data8[i2];
if(typeof data9 === "string"){
if(data9.length > 100){
const err22 = {instancePath:instancePath+"/ip/" + i2,schemaPath:"#/properties/ip/items/maxLength",keyword:"maxLength",params:{limit: 100},schema:100,parentSchema:schema41.properties.ip.items,data:data9};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data9.length < 2){
const err23 = {instancePath:instancePath+"/ip/" + i2,schemaPath:"#/properties/ip/items/minLength",keyword:"minLength",params:{limit: 2},schema:2,parentSchema:schema41.properties.ip.items,data:data9};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/ip/" + i2,schemaPath:"#/properties/ip/items/type",keyword:"type",params:{type: "string"},schema:schema41.properties.ip.items.type,parentSchema:schema41.properties.ip.items,data:data9};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
}
if(data.contentType !== undefined){
let data10 = data.contentType;
if((typeof data10 !== "string") && (!(Array.isArray(data10)))){
const err25 = {instancePath:instancePath+"/contentType",schemaPath:"#/properties/contentType/type",keyword:"type",params:{type: schema41.properties.contentType.type},schema:schema41.properties.contentType.type,parentSchema:schema41.properties.contentType,data:data10};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(typeof data10 === "string"){
if(data10.length > 200){
const err26 = {instancePath:instancePath+"/contentType",schemaPath:"#/properties/contentType/maxLength",keyword:"maxLength",params:{limit: 200},schema:200,parentSchema:schema41.properties.contentType,data:data10};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data10.length < 3){
const err27 = {instancePath:instancePath+"/contentType",schemaPath:"#/properties/contentType/minLength",keyword:"minLength",params:{limit: 3},schema:3,parentSchema:schema41.properties.contentType,data:data10};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(Array.isArray(data10)){
if(data10.length < 1){
const err28 = {instancePath:instancePath+"/contentType",schemaPath:"#/properties/contentType/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema41.properties.contentType,data:data10};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
const len3 = data10.length;
for(let i3=0; i3<len3; i3++){
let data11 = data10[i3];
if(typeof data11 === "string"){
if(data11.length > 200){
const err29 = {instancePath:instancePath+"/contentType/" + i3,schemaPath:"#/properties/contentType/items/maxLength",keyword:"maxLength",params:{limit: 200},schema:200,parentSchema:schema41.properties.contentType.items,data:data11};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data11.length < 3){
const err30 = {instancePath:instancePath+"/contentType/" + i3,schemaPath:"#/properties/contentType/items/minLength",keyword:"minLength",params:{limit: 3},schema:3,parentSchema:schema41.properties.contentType.items,data:data11};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/contentType/" + i3,schemaPath:"#/properties/contentType/items/type",keyword:"type",params:{type: "string"},schema:schema41.properties.contentType.items.type,parentSchema:schema41.properties.contentType.items,data:data11};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
}
if(data.status !== undefined){
let data12 = data.status;
if(((!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))) && (typeof data12 !== "string")) && (!(Array.isArray(data12)))){
const err32 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: schema41.properties.status.type},schema:schema41.properties.status.type,parentSchema:schema41.properties.status,data:data12};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 599 || isNaN(data12)){
const err33 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599},schema:599,parentSchema:schema41.properties.status,data:data12};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data12 < 400 || isNaN(data12)){
const err34 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/minimum",keyword:"minimum",params:{comparison: ">=", limit: 400},schema:400,parentSchema:schema41.properties.status,data:data12};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(typeof data12 === "string"){
if(!pattern14.test(data12)){
const err35 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/pattern",keyword:"pattern",params:{pattern: "^[45](?:[0-9]{2}|xx)$"},schema:"^[45](?:[0-9]{2}|xx)$",parentSchema:schema41.properties.status,data:data12};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(Array.isArray(data12)){
if(data12.length < 1){
const err36 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema41.properties.status,data:data12};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
const len4 = data12.length;
for(let i4=0; i4<len4; i4++){
let data13 = data12[i4];
if((!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))) && (typeof data13 !== "string")){
const err37 = {instancePath:instancePath+"/status/" + i4,schemaPath:"#/properties/status/items/type",keyword:"type",params:{type: schema41.properties.status.items.type},schema:schema41.properties.status.items.type,parentSchema:schema41.properties.status.items,data:data13};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 > 599 || isNaN(data13)){
const err38 = {instancePath:instancePath+"/status/" + i4,schemaPath:"#/properties/status/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599},schema:599,parentSchema:schema41.properties.status.items,data:data13};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data13 < 400 || isNaN(data13)){
const err39 = {instancePath:instancePath+"/status/" + i4,schemaPath:"#/properties/status/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 400},schema:400,parentSchema:schema41.properties.status.items,data:data13};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(typeof data13 === "string"){
if(!pattern14.test(data13)){
const err40 = {instancePath:instancePath+"/status/" + i4,schemaPath:"#/properties/status/items/pattern",keyword:"pattern",params:{pattern: "^[45](?:[0-9]{2}|xx)$"},schema:"^[45](?:[0-9]{2}|xx)$",parentSchema:schema41.properties.status.items,data:data13};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
}
}
if(data.code !== undefined){
let data14 = data.code;
if((typeof data14 !== "string") && (!(Array.isArray(data14)))){
const err41 = {instancePath:instancePath+"/code",schemaPath:"#/properties/code/type",keyword:"type",params:{type: schema41.properties.code.type},schema:schema41.properties.code.type,parentSchema:schema41.properties.code,data:data14};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(typeof data14 === "string"){
if(!pattern7.test(data14)){
const err42 = {instancePath:instancePath+"/code",schemaPath:"#/properties/code/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$"},schema:"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$",parentSchema:schema41.properties.code,data:data14};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(Array.isArray(data14)){
if(data14.length < 1){
const err43 = {instancePath:instancePath+"/code",schemaPath:"#/properties/code/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema41.properties.code,data:data14};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
const len5 = data14.length;
for(let i5=0; i5<len5; i5++){
let data15 = data14[i5];
if(typeof data15 === "string"){
if(!pattern7.test(data15)){
const err44 = {instancePath:instancePath+"/code/" + i5,schemaPath:"#/definitions/code/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$"},schema:"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$",parentSchema:schema37,data:data15};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/code/" + i5,schemaPath:"#/definitions/code/type",keyword:"type",params:{type: "string"},schema:schema37.type,parentSchema:schema37,data:data15};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
}
if(data.api !== undefined){
let data16 = data.api;
if((typeof data16 !== "string") && (!(Array.isArray(data16)))){
const err46 = {instancePath:instancePath+"/api",schemaPath:"#/properties/api/type",keyword:"type",params:{type: schema41.properties.api.type},schema:schema41.properties.api.type,parentSchema:schema41.properties.api,data:data16};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(typeof data16 === "string"){
if(data16.length > 100){
const err47 = {instancePath:instancePath+"/api",schemaPath:"#/properties/api/maxLength",keyword:"maxLength",params:{limit: 100},schema:100,parentSchema:schema41.properties.api,data:data16};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(data16.length < 1){
const err48 = {instancePath:instancePath+"/api",schemaPath:"#/properties/api/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema41.properties.api,data:data16};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(!pattern4.test(data16)){
const err49 = {instancePath:instancePath+"/api",schemaPath:"#/properties/api/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]*$"},schema:"^[A-Za-z0-9][A-Za-z0-9_.-]*$",parentSchema:schema41.properties.api,data:data16};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(Array.isArray(data16)){
if(data16.length < 1){
const err50 = {instancePath:instancePath+"/api",schemaPath:"#/properties/api/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema41.properties.api,data:data16};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
const len6 = data16.length;
for(let i6=0; i6<len6; i6++){
if(!(validate27(data16[i6], {instancePath:instancePath+"/api/" + i6,parentData:data16,parentDataProperty:i6,rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
}
}
if(data.all !== undefined){
let data18 = data.all;
if(Array.isArray(data18)){
const len7 = data18.length;
for(let i7=0; i7<len7; i7++){
if(!(wrapper0.validate(data18[i7], {instancePath:instancePath+"/all/" + i7,parentData:data18,parentDataProperty:i7,rootData}))){
vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
errors = vErrors.length;
}
}
}
else {
const err51 = {instancePath:instancePath+"/all",schemaPath:"#/properties/all/type",keyword:"type",params:{type: "array"},schema:schema41.properties.all.type,parentSchema:schema41.properties.all,data:data18};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.any !== undefined){
let data20 = data.any;
if(Array.isArray(data20)){
if(data20.length < 1){
const err52 = {instancePath:instancePath+"/any",schemaPath:"#/properties/any/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema41.properties.any,data:data20};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
const len8 = data20.length;
for(let i8=0; i8<len8; i8++){
if(!(wrapper0.validate(data20[i8], {instancePath:instancePath+"/any/" + i8,parentData:data20,parentDataProperty:i8,rootData}))){
vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
errors = vErrors.length;
}
}
}
else {
const err53 = {instancePath:instancePath+"/any",schemaPath:"#/properties/any/type",keyword:"type",params:{type: "array"},schema:schema41.properties.any.type,parentSchema:schema41.properties.any,data:data20};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data.not !== undefined){
if(!(wrapper0.validate(data.not, {instancePath:instancePath+"/not",parentData:data,parentDataProperty:"not",rootData}))){
vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
errors = vErrors.length;
}
}
}
else {
const err54 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema41.type,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
validate55.errors = vErrors;
return errors === 0;
}


function validate53(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.order === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "order"},schema:schema40.required,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.name === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},schema:schema40.required,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.body === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "body"},schema:schema40.required,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "order") || (key0 === "name")) || (key0 === "when")) || (key0 === "body")) || (key0 === "contentType")) || (key0 === "status")) || (key0 === "active"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.order !== undefined){
let data0 = data.order;
if(!((typeof data0 == "number") && (isFinite(data0)))){
const err4 = {instancePath:instancePath+"/order",schemaPath:"#/properties/order/type",keyword:"type",params:{type: "number"},schema:schema40.properties.order.type,parentSchema:schema40.properties.order,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.name !== undefined){
if(!(validate29(data.name, {instancePath:instancePath+"/name",parentData:data,parentDataProperty:"name",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
if(data.when !== undefined){
if(!(validate55(data.when, {instancePath:instancePath+"/when",parentData:data,parentDataProperty:"when",rootData}))){
vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
errors = vErrors.length;
}
}
if(data.contentType !== undefined){
if(!(validate18(data.contentType, {instancePath:instancePath+"/contentType",parentData:data,parentDataProperty:"contentType",rootData}))){
vErrors = vErrors === null ? validate18.errors : vErrors.concat(validate18.errors);
errors = vErrors.length;
}
}
if(data.status !== undefined){
if(!(validate20(data.status, {instancePath:instancePath+"/status",parentData:data,parentDataProperty:"status",rootData}))){
vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
errors = vErrors.length;
}
}
if(data.active !== undefined){
let data6 = data.active;
if(typeof data6 !== "boolean"){
const err5 = {instancePath:instancePath+"/active",schemaPath:"#/properties/active/type",keyword:"type",params:{type: "boolean"},schema:schema40.properties.active.type,parentSchema:schema40.properties.active,data:data6};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema40.type,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate53.errors = vErrors;
return errors === 0;
}

exports.locale = validate64;
const schema47 = {"type":"object","errorMessage":"give an object of translations by code","propertyNames":{"$ref":"#/definitions/sentCode","errorMessage":"translate by the code that is sent, such as NOT_FOUND"},"additionalProperties":{"$ref":"#/definitions/translation","errorMessage":"give an object with any of title and message"}};
const schema48 = {"pattern":"^(?![45][0-9]{2}$)(?![0-9][xX]{2}$)[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$","errorMessage":"translate by the code that is sent, such as NOT_FOUND"};
const pattern19 = new RegExp("^(?![45][0-9]{2}$)(?![0-9][xX]{2}$)[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$", "");
const schema49 = {"type":"object","additionalProperties":false,"errorMessage":"give an object with any of title and message","properties":{"title":{"$ref":"#/definitions/title","errorMessage":"give a text of 1 to 200 characters"},"message":{"$ref":"#/definitions/text","errorMessage":"give a text of at most 2048 characters"}}};

function validate65(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "title") || (key0 === "message"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema49,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.title !== undefined){
if(!(validate49(data.title, {instancePath:instancePath+"/title",parentData:data,parentDataProperty:"title",rootData}))){
vErrors = vErrors === null ? validate49.errors : vErrors.concat(validate49.errors);
errors = vErrors.length;
}
}
if(data.message !== undefined){
let data1 = data.message;
if(typeof data1 === "string"){
if(data1.length > 2048){
const err1 = {instancePath:instancePath+"/message",schemaPath:"#/definitions/text/maxLength",keyword:"maxLength",params:{limit: 2048},schema:2048,parentSchema:schema35,data:data1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/message",schemaPath:"#/definitions/text/type",keyword:"type",params:{type: "string"},schema:schema35.type,parentSchema:schema35,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema49.type,parentSchema:schema49,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate65.errors = vErrors;
return errors === 0;
}


function validate64(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(!pattern19.test(key0)){
const err0 = {instancePath,schemaPath:"#/definitions/sentCode/pattern",keyword:"pattern",params:{pattern: "^(?![45][0-9]{2}$)(?![0-9][xX]{2}$)[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$"},schema:"^(?![45][0-9]{2}$)(?![0-9][xX]{2}$)[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$",parentSchema:schema48,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var valid0 = _errs1 === errors;
if(!valid0){
const err1 = {instancePath,schemaPath:"#/propertyNames",keyword:"propertyNames",params:{propertyName: key0},schema:schema47.propertyNames,parentSchema:schema47,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
for(const key1 in data){
if(!(validate65(data[key1], {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key1,rootData}))){
vErrors = vErrors === null ? validate65.errors : vErrors.concat(validate65.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema47.type,parentSchema:schema47,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate64.errors = vErrors;
return errors === 0;
}
